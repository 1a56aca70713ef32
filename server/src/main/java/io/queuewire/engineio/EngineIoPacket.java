package io.queuewire.engineio;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends of an Engine.IO connection say to each other (Engine.IO protocol 4, "Packet encoding").
 *
 * <p>Who may say what, and when, is the session's business: every packet here can be written and read by either end.
 */
public sealed interface EngineIoPacket {

    Close CLOSE = new Close();
    Upgrade UPGRADE = new Upgrade();
    Noop NOOP = new Noop();

    /**
     * The server opens a session.
     *
     * @param handshakeJson a JSON object, see {@link Handshake#json()}
     */
    record Open(String handshakeJson) implements EngineIoPacket {
        public Open {
            if (handshakeJson.isEmpty()) {
                throw new IllegalArgumentException("an empty handshake: expected a JSON object");
            }
        }
    }

    /** The sender ends the session. */
    record Close() implements EngineIoPacket {}

    /**
     * The heartbeat, or the first packet of a WebSocket that wants to take over a polling session.
     *
     * @param data empty for the heartbeat, {@value EngineIoPacket#PROBE} for the upgrade
     */
    record Ping(String data) implements EngineIoPacket {

        public static final Ping HEARTBEAT = new Ping("");
        public static final Ping UPGRADE_PROBE = new Ping(PROBE);
    }

    /**
     * The answer to a ping.
     *
     * @param data what the ping carried
     */
    record Pong(String data) implements EngineIoPacket {

        public static final Pong HEARTBEAT = new Pong("");
        public static final Pong UPGRADE_PROBE = new Pong(PROBE);
    }

    /** A text message of the protocol above. */
    record Message(String text) implements EngineIoPacket {}

    /**
     * A binary message of the protocol above. Packets with equal bytes are equal.
     *
     * @param bytes not copied: whoever hands them over leaves them alone from then on
     */
    @SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look at the content
    record Binary(byte[] bytes) implements EngineIoPacket {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Binary[" + bytes.length + " bytes]";
        }
    }

    /** The client has stopped polling and goes on over WebSocket. */
    record Upgrade() implements EngineIoPacket {}

    /** Nothing: ends a pending poll so that an upgrade can go on. */
    record Noop() implements EngineIoPacket {}

    /** What ping and pong carry during an upgrade. */
    String PROBE = "probe";
}
