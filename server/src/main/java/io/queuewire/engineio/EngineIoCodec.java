package io.queuewire.engineio;

import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Close;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Noop;
import io.queuewire.engineio.EngineIoPacket.Open;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import io.queuewire.engineio.EngineIoPacket.Upgrade;
import java.util.Base64;

/**
 * Packets as text: one WebSocket text message, or one part of a polling payload (Engine.IO protocol 4, "Packet
 * encoding").
 *
 * <p>A binary message is text only where bytes cannot travel, as {@code b} and standard base64; a WebSocket binary
 * message is the bytes alone and does not come through here. Stateless.
 */
public final class EngineIoCodec {

    private EngineIoCodec() {}

    public static String encodeText(EngineIoPacket packet) {
        return switch (packet) {
            case Open open -> "0" + open.handshakeJson();
            case Close close -> "1";
            case Ping ping -> "2" + ping.data();
            case Pong pong -> "3" + pong.data();
            case Message message -> "4" + message.text();
            case Upgrade upgrade -> "5";
            case Noop noop -> "6";
            case Binary binary -> "b" + Base64.getEncoder().encodeToString(binary.bytes());
        };
    }

    /**
     * Reads one packet. Stricter than the reference implementation, which ignores what follows a close, upgrade or noop
     * and skips over what is not base64.
     *
     * @throws MalformedEngineIoException when the text is not exactly one packet
     */
    public static EngineIoPacket decodeText(String text) {
        if (text.isEmpty()) {
            throw new MalformedEngineIoException("an empty packet, expected a packet type");
        }
        String content = text.substring(1);
        return switch (text.charAt(0)) {
            case '0' -> open(content);
            case '1' -> bare(EngineIoPacket.CLOSE, content);
            case '2' -> new Ping(content);
            case '3' -> new Pong(content);
            case '4' -> new Message(content);
            case '5' -> bare(EngineIoPacket.UPGRADE, content);
            case '6' -> bare(EngineIoPacket.NOOP, content);
            case 'b' -> new Binary(bytes(content));
            default ->
                throw new MalformedEngineIoException(
                        "packet type U+%04X, expected 0 to 6 or b".formatted((int) text.charAt(0)));
        };
    }

    private static Open open(String content) {
        if (content.isEmpty()) {
            throw new MalformedEngineIoException("an open packet without content, expected a handshake");
        }
        return new Open(content);
    }

    private static EngineIoPacket bare(EngineIoPacket packet, String content) {
        if (!content.isEmpty()) {
            throw new MalformedEngineIoException(
                    content.length() + " characters behind packet type " + encodeText(packet) + ", expected none");
        }
        return packet;
    }

    private static byte[] bytes(String base64) {
        // The decoder of the JDK accepts a last group without its padding; no client sends one.
        if (base64.length() % 4 != 0) {
            throw new MalformedEngineIoException(
                    base64.length() + " characters of base64, expected a multiple of four");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedEngineIoException(base64.length() + " characters of something else, expected base64", e);
        }
    }
}
