package io.queuewire.session;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.AbsentClient;
import io.queuewire.hub.Beginning;
import io.queuewire.hub.CatchUpListener;
import io.queuewire.hub.Shard;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.Since;
import io.queuewire.hub.Subscriber;
import io.queuewire.socketio.FromClientDecoder;
import io.queuewire.socketio.MalformedSocketIoException;
import io.queuewire.socketio.Namespace;
import io.queuewire.socketio.OversizedAttachmentsException;
import io.queuewire.socketio.SocketIoEncoder;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one Socket.IO client over one Engine.IO session (Socket.IO protocol 5).
 *
 * <p>On its shard's thread only, strictly in the order of arrival. Anything that the protocol does not allow ends the
 * connection; what the application does not allow is the {@link SocketIoHandler}'s business.
 */
public final class SocketIoSession implements EngineIoSession.Listener {

    private static final Logger log = LoggerFactory.getLogger(SocketIoSession.class);

    /** What metrics call this protocol. */
    public static final String PROTOCOL = "socketio";

    /** Most namespaces that one connection may be in. */
    static final int MOST_NAMESPACES = 8;

    /**
     * What a client may do, and until when.
     *
     * @param connectTimeout how long a connection may go without having joined any namespace
     * @param attachmentTimeout how long an announced attachment may take
     * @param attachmentBytes most bytes that the attachments of one packet have together
     */
    public record Limits(Duration connectTimeout, Duration attachmentTimeout, int attachmentBytes) {}

    private static final SocketIoHandler.Admission TOO_MANY_NAMESPACES = new SocketIoHandler.Admission.Denied(
            "at most " + MOST_NAMESPACES + " namespaces on one connection", Optional.empty());

    private final EngineIoSession engine;
    private final Shard shard;
    private final Limits limits;
    private final SessionIds ids;
    private final SessionMetrics metrics;
    private final SocketIoHandler handler;
    private final FromClientDecoder decoder;
    private final Optional<Recovery> recovery;
    private final Map<Namespace, SocketIoClient> clientsByNamespace = new HashMap<>(2);

    /** Namespaces that a client is about to join as soon as its former connection has been told to go. */
    private final List<Namespace> joining = new ArrayList<>(0);

    private ShardExecutor.@Nullable Timeout connectDeadline;
    private ShardExecutor.@Nullable Timeout attachmentDeadline;

    /**
     * Begins the conversation.
     *
     * @param engine carries it; this becomes its listener
     * @param request what the connection was opened with
     * @param ids makes the public and the secret ids of its clients
     * @param recovery where clients come back to; empty when they cannot
     */
    public SocketIoSession(
            EngineIoSession engine,
            ClientRequest request,
            Shard shard,
            Limits limits,
            SessionIds ids,
            SocketIoHandler.Factory handlers,
            Optional<Recovery> recovery,
            SessionMetrics metrics) {
        this.engine = engine;
        this.shard = shard;
        this.limits = limits;
        this.ids = ids;
        this.recovery = recovery;
        this.metrics = metrics;
        this.handler = handlers.handlerFor(this, request);
        this.decoder = new FromClientDecoder(limits.attachmentBytes());
        metrics.opened(PROTOCOL);
        this.connectDeadline = shard.executor()
                .schedule(
                        limits.connectTimeout(), () -> close(DisconnectReason.DEADLINE, "joined no namespace in time"));
    }

    @Override
    public void text(String message) {
        receive(() -> decoder.text(message));
    }

    @Override
    public void binary(byte[] message) {
        receive(() -> decoder.binary(message));
    }

    /** Decodes one message, or its part of a packet. */
    private interface Decoding {
        Optional<SocketIoPacket.FromClient> run();
    }

    private void receive(Decoding decoding) {
        Optional<SocketIoPacket.FromClient> packet;
        try {
            packet = decoding.run();
        } catch (OversizedAttachmentsException e) {
            close(DisconnectReason.TOO_LARGE, String.valueOf(e.getMessage()));
            return;
        } catch (MalformedSocketIoException e) {
            close(DisconnectReason.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
            return;
        }
        if (decoder.incomplete().filter(begun -> !hasJoined(begun)).isPresent()) {
            // Its attachments are not waited for: nothing is kept for a client that has not even joined.
            refuseStranger();
            return;
        }
        watchAttachments();
        packet.ifPresent(this::receive);
    }

    private void watchAttachments() {
        if (decoder.incomplete().isEmpty()) {
            attachmentDeadline = cancel(attachmentDeadline);
        } else if (attachmentDeadline == null) {
            attachmentDeadline = shard.executor()
                    .schedule(
                            limits.attachmentTimeout(),
                            () -> close(DisconnectReason.DEADLINE, "an attachment did not come in time"));
        }
    }

    private void receive(SocketIoPacket.FromClient packet) {
        switch (packet) {
            case SocketIoPacket.Connect connect -> connect(connect);
            case SocketIoPacket.Disconnect disconnect -> asMember(disconnect, this::leave);
            case SocketIoPacket.Event event -> asMember(event, client -> handler.event(client, event));
            case SocketIoPacket.Ack ack -> asMember(ack, client -> handler.ack(client, ack));
        }
    }

    /** Everything but a CONNECT is due only from a member of the packet's namespace. */
    private void asMember(SocketIoPacket packet, Consumer<SocketIoClient> action) {
        SocketIoClient client = clientsByNamespace.get(packet.namespace());
        if (client == null) {
            refuseStranger();
        } else {
            action.accept(client);
        }
    }

    private boolean hasJoined(SocketIoPacket packet) {
        return clientsByNamespace.containsKey(packet.namespace());
    }

    private void refuseStranger() {
        close(DisconnectReason.PROTOCOL_ERROR, "a packet for a namespace that was not joined");
    }

    private void connect(SocketIoPacket.Connect connect) {
        Namespace namespace = connect.namespace();
        if (hasJoined(connect) || joining.contains(namespace)) {
            close(DisconnectReason.PROTOCOL_ERROR, "a second CONNECT for one namespace");
            return;
        }
        switch (admit(connect)) {
            case SocketIoHandler.Admission.Admitted admitted -> admitted(namespace, Return.of(connect.auth()));
            case SocketIoHandler.Admission.Denied denied ->
                send(new SocketIoPacket.ConnectError(namespace, denied.message(), denied.data()));
        }
    }

    private SocketIoHandler.Admission admit(SocketIoPacket.Connect connect) {
        return clientsByNamespace.size() + joining.size() < MOST_NAMESPACES
                ? handler.admit(connect.namespace(), connect.auth())
                : TOO_MANY_NAMESPACES;
    }

    private void admitted(Namespace namespace, Return wish) {
        connectDeadline = cancel(connectDeadline);
        if (recovery.isEmpty() || wish.pid().isEmpty()) {
            begin(namespace, beginning(namespace, wish.since(), Map.of()));
            return;
        }
        joining.add(namespace);
        recovery.get().claim(wish.pid().get(), shard.executor(), absent -> {
            if (joining.remove(namespace)) {
                returned(namespace, wish, absent);
            } else {
                absent.ifPresent(recovery.get()::away);
            }
        });
    }

    /** A client has come back, perhaps to a session that is not there any more. */
    private void returned(Namespace namespace, Return wish, Optional<AbsentClient> absent) {
        Optional<AbsentClient> client = absent.filter(found -> found.namespace().equals(namespace.name())
                && handler.mayKeep(found.rooms().keySet()));
        Beginning beginning = client.map(found -> beginning(namespace, found, wish))
                .orElseGet(() -> beginning(namespace, wish.seen(), Map.of()));
        if (client.isPresent() && beginning.kind() == Beginning.Kind.RECOVERED) {
            AbsentClient found = client.get();
            join(namespace, found.id(), Optional.of(found.key()), beginning, found.rooms());
        } else {
            begin(namespace, beginning);
        }
    }

    /** What the client says it has seen, unless that lies before its session, or is nothing that we could have sent it. */
    private Beginning beginning(Namespace namespace, AbsentClient client, Return wish) {
        Beginning began = beginning(namespace, new Since.Seen(client.position()), client.rooms());
        Beginning seen = beginning(namespace, wish.seen(), client.rooms());
        return seen.kind() == Beginning.Kind.RECOVERED && seen.after() >= began.after() ? seen : began;
    }

    private Beginning beginning(Namespace namespace, Since since, Map<String, Long> rooms) {
        return shard.beginning(since, namespace.name(), rooms);
    }

    /** Begins a new session: the client sees by its secret, which is another one, that it has not come back to the old one. */
    private void begin(Namespace namespace, Beginning beginning) {
        join(namespace, ids.next(), recovery.map(unused -> ids.next()), beginning, Map.of());
    }

    private void join(
            Namespace namespace, String sid, Optional<String> pid, Beginning beginning, Map<String, Long> rooms) {
        // The reply goes out before anything that the namespace may send.
        send(new SocketIoPacket.Connected(namespace, sid, pid));
        CatchUp progress = new CatchUp(namespace);
        Subscriber subscriber = shard.subscribe(namespace.name(), engine, beginning, rooms, progress);
        SocketIoClient client = new SocketIoClient(this, namespace, sid, pid, beginning.position(), subscriber);
        clientsByNamespace.put(namespace, client);
        pid.ifPresent(secret -> recovery.ifPresent(sessions -> sessions.arrived(
                secret,
                () -> close(DisconnectReason.TAKEN_OVER, "its client came back over another connection"),
                shard.executor())));
        log.info("client {} joined {} over {}", sid, namespace, engine.transport());
        handler.joined(client);
        client.begin();
    }

    /** Hears how a client catches up. */
    private final class CatchUp implements CatchUpListener {

        private final Namespace namespace;

        CatchUp(Namespace namespace) {
            this.namespace = namespace;
        }

        @Override
        public void live() {
            SocketIoClient client = clientsByNamespace.get(namespace);
            if (client != null) {
                handler.live(client);
            }
        }

        /** The protocol has no word for it; the client comes back and hears that its session is a new one. */
        @Override
        public void missed() {
            close(DisconnectReason.TOO_SLOW, "what it missed was let go before it took it");
        }
    }

    private void leave(SocketIoClient client) {
        clientsByNamespace.remove(client.namespace());
        client.pid().ifPresent(pid -> recovery.ifPresent(sessions -> sessions.gone(pid)));
        client.unsubscribe();
        log.info("client {} left {}", client.sid(), client.namespace());
        handler.left(client);
    }

    /** Takes a client out of its namespace and tells it; the official client then stays away. */
    void disconnect(SocketIoClient client) {
        if (isMember(client)) {
            send(new SocketIoPacket.Disconnect(client.namespace()));
            leave(client);
        }
    }

    /** Sends a packet to a client unless it has left. */
    void send(SocketIoClient client, SocketIoPacket packet) {
        if (isMember(client)) {
            send(packet);
        }
    }

    private boolean isMember(SocketIoClient client) {
        return client.equals(clientsByNamespace.get(client.namespace()));
    }

    private void send(SocketIoPacket packet) {
        engine.send(SocketIoEncoder.text(packet));
        packet.attachments().forEach(engine::send);
    }

    boolean isReady() {
        return engine.isReady();
    }

    /** Takes all clients out of their namespaces, tells them, and ends the connection. */
    public void disconnectAll() {
        List.copyOf(clientsByNamespace.values()).forEach(this::disconnect);
        close(DisconnectReason.SERVER_CLOSED, "disconnected by the server");
    }

    /** This session's thread; refuses tasks when it is stopping. */
    public ShardExecutor executor() {
        return shard.executor();
    }

    /** Ends the connection. */
    public void close(DisconnectReason reason, String detail) {
        engine.close(reason, detail);
    }

    @Override
    public void closed(DisconnectReason reason, String detail) {
        metrics.closed(PROTOCOL, reason);
        connectDeadline = cancel(connectDeadline);
        attachmentDeadline = cancel(attachmentDeadline);
        if (clientsByNamespace.isEmpty()) {
            log.info("a connection without a namespace ended: {} ({})", reason.text(), detail);
        }
        List<SocketIoClient> clients = List.copyOf(clientsByNamespace.values());
        clientsByNamespace.clear();
        joining.clear();
        for (SocketIoClient client : clients) {
            recovery.ifPresent(sessions -> park(client, sessions, reason));
            client.unsubscribe();
            log.info("client {} left {}: {} ({})", client.sid(), client.namespace(), reason.text(), detail);
            handler.left(client);
        }
    }

    private static void park(SocketIoClient client, Recovery sessions, DisconnectReason reason) {
        if (reason.recoverable()) {
            client.absent(sessions.window()).ifPresent(sessions::away);
        } else {
            client.pid().ifPresent(sessions::gone);
        }
    }

    private static ShardExecutor.@Nullable Timeout cancel(ShardExecutor.@Nullable Timeout deadline) {
        if (deadline != null) {
            deadline.cancel();
        }
        return null;
    }
}
