package io.queuewire.session;

import io.queuewire.engineio.EngineIoPacket;
import io.queuewire.engineio.MalformedEngineIoException;
import io.queuewire.engineio.PollingPayload;
import io.queuewire.hub.EncodedMessage;
import io.queuewire.hub.ShardExecutor;
import io.queuewire.hub.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP long-polling transport of one session (Engine.IO protocol 4, "HTTP long-polling"): a GET is held until there
 * is something to say, what is said between two GETs waits for the next one.
 *
 * <p>On the session's thread only. At most one GET is held, and what waits is bounded like the output of any connection.
 * It can outlive its session: when the server ends an intact conversation and no GET is held, the next one still gets what
 * waited and the close.
 */
public final class PollingTransport implements EngineIoTransport {

    /** A GET that waits for its answer. */
    public interface Poll {

        /** Answers with packets; called once. */
        void answer(String payload);
    }

    /** With less than this waiting there is room for what a client missed, which is then not written further ahead. */
    private static final int ROOM = 64 * 1024;

    private static final Set<DisconnectReason> WITH_LAST_WORDS =
            EnumSet.of(DisconnectReason.SERVER_CLOSED, DisconnectReason.RESTARTING);

    private final WireFormat format;
    private final ShardExecutor executor;
    private final int limit;
    private final Duration stall;
    private final List<PollingMessage> waiting = new ArrayList<>();
    private int waitingLength;
    private @Nullable EngineIoSession session;
    private @Nullable Poll held;
    private ShardExecutor.@Nullable Timeout stallDeadline;
    private boolean draining;
    private boolean closed;
    private Runnable silent = () -> {};
    private @Nullable Runnable whenRoom;

    /**
     * Begins without a poll.
     *
     * @param format what is broadcast to clients that poll
     * @param limit the client is cut when more characters than this wait as another message arrives
     * @param stall the client is cut when something waits for this long and it does not poll
     */
    public PollingTransport(WireFormat format, ShardExecutor executor, int limit, Duration stall) {
        this.format = format;
        this.executor = executor;
        this.limit = limit;
        this.stall = stall;
    }

    /** Names the session that packets belong to; due before the first request arrives. */
    public void attach(EngineIoSession session) {
        this.session = session;
    }

    /**
     * Takes a GET.
     *
     * @return false when another one is held: then the session is over and this one is to be refused
     */
    public boolean poll(Poll poll) {
        if (held != null) {
            session().close(DisconnectReason.PROTOCOL_ERROR, "two polls at a time");
            return false;
        }
        held = poll;
        if (!waiting.isEmpty()) {
            flush();
        } else if (draining) {
            answer(PollingPayload.join(List.of(EngineIoPacket.NOOP)));
        }
        return true;
    }

    /** Takes the body of a POST, packet by packet up to the first bad one, which ends the session. */
    public boolean payload(String body) {
        try {
            PollingPayload.fromClient(body).forEach(packet -> session().receive(packet, this));
            return true;
        } catch (MalformedEngineIoException e) {
            session().close(DisconnectReason.PROTOCOL_ERROR, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** The connection of a GET was gone before its answer had left, and with it the session. */
    public void lost(Poll poll) {
        if (poll.equals(held)) {
            held = null;
        }
        session().close(DisconnectReason.CONNECTION_LOST, "a poll was aborted");
    }

    /** From now on GETs are answered at once, since the client is about to stop polling. */
    void drain() {
        draining = true;
        if (held != null) {
            answer(PollingPayload.join(List.of(EngineIoPacket.NOOP)));
        }
    }

    /** The client goes on polling after all. */
    void resume() {
        draining = false;
    }

    /** Gives up what waits to the transport that takes over; a GET that is still held is sent away. */
    List<EngineIoPacket> handOver() {
        drain();
        List<EngineIoPacket> packets =
                waiting.stream().flatMap(message -> message.packets().stream()).toList();
        clear();
        closed = true;
        return packets;
    }

    @Override
    public String name() {
        return "polling";
    }

    @Override
    public void send(EngineIoPacket packet) {
        add(PollingMessage.of(List.of(packet)));
        flush();
    }

    @Override
    public boolean isReady() {
        return held != null;
    }

    @Override
    public boolean hasRoom() {
        return !closed && waitingLength < Math.min(limit, ROOM);
    }

    @Override
    public void whenRoom(Runnable action) {
        whenRoom = action;
    }

    @Override
    public WireFormat format() {
        return format;
    }

    @Override
    public void write(EncodedMessage message) {
        add((PollingMessage) message);
    }

    private void add(PollingMessage message) {
        if (closed) {
            return;
        }
        if (waitingLength > limit) {
            giveUpLater("too much waits for its next poll");
            return;
        }
        waiting.add(message);
        waitingLength += message.text().length();
    }

    @Override
    public void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        if (held != null) {
            answer(String.join(
                    String.valueOf(PollingPayload.SEPARATOR),
                    waiting.stream().map(PollingMessage::text).toList()));
            clear();
        } else if (stallDeadline == null) {
            stallDeadline = executor.schedule(stall, this::stalled);
        }
    }

    private void stalled() {
        clear();
        session().close(DisconnectReason.TOO_SLOW, "does not poll while messages wait");
    }

    private void answer(String payload) {
        Poll poll = held;
        held = null;
        if (poll != null) {
            poll.answer(payload);
        }
    }

    private void clear() {
        waiting.clear();
        waitingLength = 0;
        if (whenRoom != null) {
            executor.execute(whenRoom);
            whenRoom = null;
        }
        if (stallDeadline != null) {
            stallDeadline.cancel();
            stallDeadline = null;
        }
        if (closed) {
            silent.run();
        }
    }

    /** In a later task: whoever writes may be walking through many clients. */
    private void giveUpLater(String detail) {
        closed = true;
        executor.execute(() -> session().close(DisconnectReason.TOO_SLOW, detail));
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        boolean byClient = reason == DisconnectReason.CLIENT_CLOSED;
        waiting.add(PollingMessage.of(List.of(byClient ? EngineIoPacket.NOOP : EngineIoPacket.CLOSE)));
        closed = true;
        if (held != null || WITH_LAST_WORDS.contains(reason)) {
            flush();
        } else {
            clear();
        }
    }

    /** Whether it is over and nothing is left to say, so that a GET would wait for ever. */
    public boolean isSilent() {
        return closed && waiting.isEmpty();
    }

    /** Runs an action, now or later, when there is nothing left to say to the client after the close. */
    public void whenSilent(Runnable action) {
        if (waiting.isEmpty()) {
            action.run();
        } else {
            silent = action;
        }
    }

    private EngineIoSession session() {
        if (session == null) {
            throw new IllegalStateException("a request arrived before its session");
        }
        return session;
    }
}
