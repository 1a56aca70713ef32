package io.queuewire.transport;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.Recovery;
import io.queuewire.session.SessionMetrics;
import io.queuewire.session.SocketIoHandler;
import io.queuewire.session.SocketIoPollingFormat;
import io.queuewire.session.SocketIoSession;
import java.security.SecureRandom;
import java.util.Optional;

/** Socket.IO over Engine.IO. */
public final class SocketIoProtocol implements EngineIoProtocol {

    private final SocketIoSession.Limits limits;
    private final SocketIoHandler.Factory handlers;
    private final SessionMetrics metrics;
    private final Optional<Recovery> recovery;
    private final SessionIds ids = new SessionIds(new SecureRandom());
    private final WireFormat webSocketFormat;
    private final WireFormat pollingFormat;

    /**
     * Socket.IO with an application behind it, whose clients do not come back to their sessions.
     *
     * @param handlers what becomes of clients
     */
    public SocketIoProtocol(SocketIoSession.Limits limits, SocketIoHandler.Factory handlers, SessionMetrics metrics) {
        this(limits, handlers, Optional.empty(), metrics);
    }

    /**
     * Socket.IO with an application behind it.
     *
     * @param handlers what becomes of clients
     * @param recovery where clients come back to, when connection state recovery is on
     */
    public SocketIoProtocol(
            SocketIoSession.Limits limits,
            SocketIoHandler.Factory handlers,
            Optional<Recovery> recovery,
            SessionMetrics metrics) {
        this.limits = limits;
        this.handlers = handlers;
        this.recovery = recovery;
        this.metrics = metrics;
        this.webSocketFormat = new SocketIoWebSocketFormat(recovery.isPresent());
        this.pollingFormat = new SocketIoPollingFormat(recovery.isPresent());
    }

    @Override
    public WireFormat webSocketFormat() {
        return webSocketFormat;
    }

    @Override
    public WireFormat pollingFormat() {
        return pollingFormat;
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard, ClientRequest request) {
        return new SocketIoSession(session, request, shard, limits, ids, handlers, recovery, metrics);
    }
}
