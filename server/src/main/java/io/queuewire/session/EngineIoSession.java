package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.Handshake;
import io.queuewire.hub.ClientLink;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.WireFormat;
import java.util.function.Function;

/**
 * One Engine.IO session (protocol revision 4): heartbeat, messages both ways, one close.
 *
 * <p>On its shard's thread only. Ends by itself when the client does not answer; {@link Listener#closed} is its last word.
 */
public final class EngineIoSession implements ClientLink {

    /** The protocol that speaks over the session. */
    public interface Listener {

        void text(String message);

        void binary(byte[] message);

        /** The session is over; nothing can be sent any more. */
        void closed(DisconnectReason reason, String detail);
    }

    private final EngineIoTransport transport;
    private final Heartbeat heartbeat;
    private final Listener listener;
    private boolean open = true;

    private EngineIoSession(
            EngineIoTransport transport,
            Heartbeat.Schedule schedule,
            ShardExecutor executor,
            Function<EngineIoSession, Listener> protocol) {
        this.transport = transport;
        this.heartbeat = new Heartbeat(
                schedule,
                executor,
                () -> transport.send(EngineIoPacket.Ping.HEARTBEAT),
                () -> close(DisconnectReason.PING_TIMEOUT, "no pong in time"));
        this.listener = protocol.apply(this);
    }

    /**
     * Opens a session over a transport that is ready to send.
     *
     * @param handshake what the client is told
     * @param protocol makes the listener of the new session
     */
    public static EngineIoSession open(
            EngineIoTransport transport,
            Handshake handshake,
            ShardExecutor executor,
            Function<EngineIoSession, Listener> protocol) {
        EngineIoSession session = new EngineIoSession(
                transport,
                new Heartbeat.Schedule(handshake.pingInterval(), handshake.pingTimeout()),
                executor,
                protocol);
        transport.send(new EngineIoPacket.Open(handshake.json()));
        session.heartbeat.start();
        return session;
    }

    /** Takes a packet of the client. */
    public void receive(EngineIoPacket packet) {
        if (!open) {
            return;
        }
        switch (packet) {
            case EngineIoPacket.Message message -> listener.text(message.text());
            case EngineIoPacket.Binary binary -> listener.binary(binary.bytes());
            case EngineIoPacket.Pong pong -> heartbeat.pong();
            case EngineIoPacket.Close close -> close(DisconnectReason.CLIENT_CLOSED, "close packet");
            case EngineIoPacket.Ping ping -> close(DisconnectReason.PROTOCOL_ERROR, "a ping from a client");
            // Harmless from a client whose transport is settled; the reference ignores them too.
            case EngineIoPacket.Open handshake -> {}
            case EngineIoPacket.Upgrade upgrade -> {}
            case EngineIoPacket.Noop noop -> {}
        }
    }

    /** Sends a message of the protocol above. */
    public void send(String text) {
        if (open) {
            transport.send(new EngineIoPacket.Message(text));
        }
    }

    /** Sends a binary message of the protocol above, which must not change any more. */
    public void send(byte[] bytes) {
        if (open) {
            transport.send(new EngineIoPacket.Binary(bytes));
        }
    }

    /** Ends the session from this side. */
    public void close(DisconnectReason reason, String detail) {
        if (open) {
            end(reason, detail);
            transport.close(reason, detail);
        }
    }

    /** The connection under the session is gone. */
    public void transportClosed(DisconnectReason reason, String detail) {
        if (open) {
            end(reason, detail);
        }
    }

    private void end(DisconnectReason reason, String detail) {
        open = false;
        heartbeat.stop();
        listener.closed(reason, detail);
    }

    /** The name of the transport in use. */
    public String transport() {
        return transport.name();
    }

    @Override
    public WireFormat format() {
        return transport.format();
    }

    @Override
    public void write(EncodedMessage message) {
        transport.write(message);
    }

    @Override
    public void flush() {
        transport.flush();
    }
}
