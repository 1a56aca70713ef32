package io.queuewire.session;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Shard;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.json.RawJson;
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
import java.util.concurrent.Executor;
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

    /**
     * What a client may do, and until when.
     *
     * @param connectTimeout how long a connection may go without having joined any namespace
     * @param attachmentTimeout how long an announced attachment may take
     * @param attachmentBytes most bytes that the attachments of one packet have together
     */
    public record Limits(Duration connectTimeout, Duration attachmentTimeout, int attachmentBytes) {}

    private final EngineIoSession engine;
    private final Shard shard;
    private final Limits limits;
    private final SessionIds ids;
    private final SocketIoHandler handler;
    private final FromClientDecoder decoder;
    private final Map<Namespace, SocketIoClient> clientsByNamespace = new HashMap<>(2);
    private ShardExecutor.@Nullable Timeout connectDeadline;
    private ShardExecutor.@Nullable Timeout attachmentDeadline;

    public SocketIoSession(
            EngineIoSession engine, Shard shard, Limits limits, SessionIds ids, SocketIoHandler.Factory handlers) {
        this.engine = engine;
        this.shard = shard;
        this.limits = limits;
        this.ids = ids;
        this.handler = handlers.handlerFor(this);
        this.decoder = new FromClientDecoder(limits.attachmentBytes());
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
            case SocketIoPacket.Disconnect disconnect -> disconnect(member(disconnect));
            case SocketIoPacket.Event event -> handler.event(member(event), event);
            case SocketIoPacket.Ack ack -> handler.ack(member(ack), ack);
        }
    }
}
