package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.Revision;
import io.queuewire.hub.ClientLink;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.SendBatch;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.WireFormat;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session (protocol revision 4): heartbeat, messages both ways, the upgrade from polling to WebSocket, one
 * close.
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

    private final Revision revision;
    private final ShardExecutor executor;
    private final Heartbeat heartbeat;
    private final Listener listener;
    private EngineIoTransport transport;
    private @Nullable Upgrade upgrade;
    private boolean open = true;

    private EngineIoSession(
            EngineIoTransport transport,
            Handshake handshake,
            ShardExecutor executor,
            Consumer<EngineIoSession> known,
            Function<EngineIoSession, Listener> protocol) {
        this.revision = handshake.revision();
        this.transport = transport;
        this.executor = executor;
        this.heartbeat = new Heartbeat(
                new Heartbeat.Schedule(handshake.pingInterval(), handshake.pingTimeout()),
                executor,
                () -> this.transport.send(EngineIoPacket.Ping.HEARTBEAT),
                () -> close(DisconnectReason.PING_TIMEOUT, "no pong in time"));
        known.accept(this);
        transport.send(new EngineIoPacket.Open(handshake.json()));
        this.listener = protocol.apply(this);
    }

    /**
     * Opens a session over a transport that is ready to send.
     *
     * @param handshake what the client is told
     * @param known is told of the session before its client is, whose next request may be anywhere at once
     * @param protocol makes the listener of the new session, which may send at once but not close it yet
     */
    public static EngineIoSession open(
            EngineIoTransport transport,
            Handshake handshake,
            ShardExecutor executor,
            Consumer<EngineIoSession> known,
            Function<EngineIoSession, Listener> protocol) {
        EngineIoSession session = new EngineIoSession(transport, handshake, executor, known, protocol);
        session.heartbeat.start();
        return session;
    }

    /**
     * A WebSocket of the client that may take over from polling, until it does or fails.
     *
     * <p>The client probes it, the server answers and sends pending polls away, the client confirms; then everything that
     * still waits goes over the WebSocket, before anything newer (Engine.IO protocol 4, "Upgrade").
     */
    private final class Upgrade {

        private final PollingTransport from;
        private final EngineIoTransport to;
        private final ShardExecutor.Timeout deadline;
        private boolean probed;

        Upgrade(PollingTransport from, EngineIoTransport to, Duration timeout) {
            this.from = from;
            this.to = to;
            this.deadline = executor.schedule(timeout, () -> fail(DisconnectReason.DEADLINE, "no upgrade in time"));
        }

        void receive(EngineIoPacket packet) {
            if (packet.equals(EngineIoPacket.Ping.UPGRADE_PROBE) && !probed) {
                probed = true;
                to.send(EngineIoPacket.Pong.UPGRADE_PROBE);
                from.drain();
            } else if (packet.equals(EngineIoPacket.UPGRADE) && probed) {
                end();
                transport = to;
                from.handOver().forEach(to::send);
            } else {
                fail(DisconnectReason.PROTOCOL_ERROR, "not the packet that an upgrade needs");
            }
        }

        /** Polling goes on as if nothing had happened. */
        void fail(DisconnectReason reason, String detail) {
            end();
            from.resume();
            to.close(reason, detail);
        }

        void end() {
            deadline.cancel();
            upgrade = null;
        }
    }

    /** What the two speak, from the handshake to the end. From any thread. */
    public Revision revision() {
        return revision;
    }

    /**
     * Begins an upgrade.
     *
     * @param to a WebSocket that is ready to send
     * @param timeout how long the client may take
     * @return false when the session has no use for it: it does not poll, or another upgrade is under way
     */
    public boolean beginUpgrade(EngineIoTransport to, Duration timeout) {
        if (!open || upgrade != null || !(transport instanceof PollingTransport polling)) {
            return false;
        }
        upgrade = new Upgrade(polling, to, timeout);
        return true;
    }

    /** Takes a packet that the client sent over a transport; one that the session does not use any more is not heard. */
    public void receive(EngineIoPacket packet, EngineIoTransport over) {
        if (!open) {
            return;
        }
        if (upgrade != null && upgrade.to.equals(over)) {
            upgrade.receive(packet);
        } else if (transport.equals(over)) {
            receive(packet);
        }
    }

    private void receive(EngineIoPacket packet) {
        switch (packet) {
            case EngineIoPacket.Message message -> listener.text(message.text());
            case EngineIoPacket.Binary binary -> listener.binary(binary.bytes());
            case EngineIoPacket.Pong pong -> heartbeat.pong();
            case EngineIoPacket.Close close -> close(DisconnectReason.CLIENT_CLOSED, "close packet");
            case EngineIoPacket.Ping ping -> close(DisconnectReason.PROTOCOL_ERROR, "a ping from a client");
            // Harmless from a client whose transport is settled; the reference ignores them too.
            case EngineIoPacket.Open handshake -> {}
            case EngineIoPacket.Upgrade settled -> {}
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
            listener.closed(reason, detail);
        }
    }

    /** A connection under the session is gone; one that was only about to take over is not missed. */
    public void transportClosed(EngineIoTransport over, DisconnectReason reason, String detail) {
        if (upgrade != null && upgrade.to.equals(over)) {
            upgrade.end();
            ((PollingTransport) transport).resume();
        } else if (open && transport.equals(over)) {
            end(reason, detail);
            listener.closed(reason, detail);
        }
    }

    private void end(DisconnectReason reason, String detail) {
        open = false;
        heartbeat.stop();
        if (upgrade != null) {
            upgrade.fail(reason, detail);
        }
    }

    /** Whether it has not ended. */
    public boolean isOpen() {
        return open;
    }

    /** Whether what is sent now goes out now. */
    boolean isReady() {
        return open && transport.isReady();
    }

    /** Whether the client polls; false once it has gone over to WebSocket. */
    public boolean isPolling() {
        return transport instanceof PollingTransport;
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
    public void send(EncodedMessage message, SendBatch batch) {
        transport.send(message, batch);
    }

    @Override
    public void flush() {
        transport.flush();
    }

    @Override
    public boolean hasRoom() {
        return transport.hasRoom();
    }

    @Override
    public void whenRoom(Runnable action) {
        transport.whenRoom(action);
    }
}
