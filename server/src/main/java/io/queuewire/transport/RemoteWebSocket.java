package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.queuewire.session.DisconnectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The WebSocket of a session that lives on another event loop, for loops that cannot hand a connection on: what either side
 * says is passed to the other one's thread, in order.
 *
 * <p>The output is for the session's thread only. A thread that has stopped took everything that was its own with it.
 */
final class RemoteWebSocket implements WebSocketOutput {

    /** Most bytes on their way to the other thread before the peer counts as one that does not keep up. */
    private static final int MOST_UNDER_WAY = 64 * 1024;

    private final WebSocketConnection connection;
    private final EventLoop loop;
    private final EventLoop session;
    private final AtomicLong underWay = new AtomicLong();
    private List<ByteBuf> unflushed = new ArrayList<>();

    /**
     * An output for another thread.
     *
     * @param loop the connection's
     * @param session that of the session
     */
    RemoteWebSocket(WebSocketConnection connection, EventLoop loop, EventLoop session) {
        this.connection = connection;
        this.loop = loop;
        this.session = session;
    }

    /**
     * Tells what a connection hears.
     *
     * @param session the thread of the one who listens
     */
    static WebSocketListener listener(WebSocketListener listener, EventLoop session) {
        return new WebSocketListener() {
            @Override
            public void text(String message) {
                pass(session, () -> listener.text(message));
            }

            @Override
            public void binary(byte[] message) {
                pass(session, () -> listener.binary(message));
            }

            @Override
            public void pong() {
                pass(session, listener::pong);
            }

            @Override
            public void closed(DisconnectReason reason, String detail) {
                pass(session, () -> listener.closed(reason, detail));
            }
        };
    }

    private static boolean pass(EventLoop loop, Runnable action) {
        try {
            loop.execute(action);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    @Override
    public void sendText(String message) {
        flush();
        pass(loop, () -> connection.sendText(message));
    }

    @Override
    public void sendBinary(byte[] message) {
        flush();
        pass(loop, () -> connection.sendBinary(message));
    }

    @Override
    public void write(ByteBuf frames) {
        underWay.addAndGet(frames.readableBytes());
        unflushed.add(frames);
    }

    /** All of a batch crosses over in one task. */
    @Override
    public void flush() {
        if (unflushed.isEmpty()) {
            return;
        }
        List<ByteBuf> batch = unflushed;
        unflushed = new ArrayList<>();
        long bytes = batch.stream().mapToLong(ByteBuf::readableBytes).sum();
        boolean passed = pass(loop, () -> {
            batch.forEach(connection::write);
            connection.flush();
            underWay.addAndGet(-bytes);
        });
        if (!passed) {
            batch.forEach(ByteBuf::release);
        }
    }

    @Override
    public boolean isWritable() {
        return underWay.get() < MOST_UNDER_WAY && connection.isWritable();
    }

    /** What is under way by now goes first. */
    @Override
    public void whenWritable(Runnable action) {
        flush();
        pass(loop, () -> connection.whenWritable(() -> pass(session, action)));
    }

    @Override
    public void close(DisconnectReason reason, String detail) {
        flush();
        pass(loop, () -> connection.close(reason, detail));
    }
}
