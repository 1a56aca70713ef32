package io.queuewire.session;

import io.queuewire.engineio.EngineIoCodec;
import io.queuewire.engineio.Handshake;
import io.queuewire.engineio.Revision;
import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Hub;
import io.queuewire.hub.Shard;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingTransport;
import io.queuewire.testkit.TextFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A Socket.IO session on a fake connection, after the Engine.IO handshake. Packets are those of Engine.IO, as text. */
final class SocketIoConversation {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    static final Duration ATTACHMENT_TIMEOUT = Duration.ofSeconds(7);
    static final int ATTACHMENT_BYTES = 100;

    private static final Handshake HANDSHAKE =
            new Handshake(Revision.FOUR, "secret", List.of(), Duration.ofSeconds(25), Duration.ofSeconds(20), 65_536);

    final ManualExecutor executor;
    final Shard shard;
    final Hub hub;
    final RecordingTransport transport;
    final EngineIoSession engine;

    SocketIoConversation(SocketIoHandler.Factory handlers) {
        this(handlers, SessionMetrics.NONE, new ManualExecutor());
    }

    SocketIoConversation(SocketIoHandler.Factory handlers, SessionMetrics metrics, ManualExecutor executor) {
        this(
                handlers,
                metrics,
                ReplayNode.withoutLog(executor),
                Optional.empty(),
                new SessionIds(new Random(1)),
                new RecordingTransport());
    }

    /**
     * One of several conversations of a node, in which clients come back to their sessions and are told events as they are.
     */
    SocketIoConversation(SocketIoHandler.Factory handlers, ReplayNode node, Recovery recovery, SessionIds ids) {
        this(
                handlers,
                SessionMetrics.NONE,
                node,
                Optional.of(recovery),
                ids,
                new RecordingTransport(new TextFormat((message, position) -> EngineIoCodec.encodeText(
                        SocketIoEvent.packets(message, Optional.of(position)).getFirst()))));
    }

    private SocketIoConversation(
            SocketIoHandler.Factory handlers,
            SessionMetrics metrics,
            ReplayNode node,
            Optional<Recovery> recovery,
            SessionIds ids,
            RecordingTransport transport) {
        this.transport = transport;
        this.executor = node.executor();
        this.shard = node.shard();
        this.hub = node.hub();
        SocketIoSession.Limits limits =
                new SocketIoSession.Limits(CONNECT_TIMEOUT, ATTACHMENT_TIMEOUT, ATTACHMENT_BYTES);
        ClientRequest request = new ClientRequest("/socket.io/", Map.of(), Map.of(), "127.0.0.1");
        engine = EngineIoSession.open(
                transport,
                HANDSHAKE,
                executor,
                known -> {},
                session -> new SocketIoSession(session, request, shard, limits, ids, handlers, recovery, metrics));
        transport.news();
    }

    /** Lets the client send packets; what they lead to in later tasks is done too. */
    SocketIoConversation say(String... packets) {
        for (String packet : packets) {
            engine.receive(EngineIoCodec.decodeText(packet), transport);
            executor.runAll();
        }
        return this;
    }

    /** Lets the client join the main namespace, and forgets what it was told. */
    SocketIoConversation joined() {
        say("40").news();
        return this;
    }

    /** What the client was told since this was asked last. */
    List<String> news() {
        return transport.news();
    }

    /** The connection drops. */
    void drop() {
        engine.transportClosed(transport, DisconnectReason.CONNECTION_LOST, "reset");
        executor.runAll();
    }

    Optional<DisconnectReason> closed() {
        return transport.closed();
    }
}
