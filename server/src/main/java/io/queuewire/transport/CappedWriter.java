package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The only way out to one connection: it knows how many bytes wait for the peer and for how long nothing has moved, and
 * gives the peer up when either passes its limit.
 *
 * <p>On the connection's event loop only. Giving up is reported once and in a later task, so that whoever writes to many
 * connections in a row does not lose one of them while it walks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class CappedWriter {

    private static final int CHECKS_PER_STALL = 4;

    private final Channel channel;
    private final OutboundLimits limits;
    private final Runnable giveUp;
    private long queued;
    private long moved;
    private long movedAt;
    private boolean watching;
    private boolean ended;

    /** @param giveUp runs once, later on the same loop, when the peer is too slow */
    CappedWriter(Channel channel, OutboundLimits limits, Runnable giveUp) {
        this.channel = channel;
        this.limits = limits;
        this.giveUp = giveUp;
    }

    /** Queues bytes and takes them over; a message that finds too many bytes waiting is dropped with its peer. */
    void write(ByteBuf bytes) {
        if (ended) {
            bytes.release();
            return;
        }
        if (waiting() > limits.bytes()) {
            bytes.release();
            tooSlow();
            return;
        }
        queued += bytes.readableBytes();
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
        if (!watching && !ended && waiting() > 0) {
            watching = true;
            moved = moved();
            movedAt = System.nanoTime();
            checkLater();
        }
    }

    /** Queues the last bytes of this connection, whatever waits; nothing is taken after them. */
    void end(ByteBuf bytes) {
        if (ended) {
            bytes.release();
            return;
        }
        ended = true;
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /** Whether the peer keeps up; replies that a peer can provoke without limit are only sent while it does. */
    boolean isWritable() {
        return channel.isWritable();
    }

    private void checkLater() {
        long period = Math.max(1, limits.stall().toNanos() / CHECKS_PER_STALL);
        channel.eventLoop().schedule(this::check, period, TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (ended || waiting() == 0) {
            watching = false;
            return;
        }
        long now = System.nanoTime();
        if (moved() != moved) {
            moved = moved();
            movedAt = now;
        } else if (now - movedAt >= limits.stall().toNanos()) {
            tooSlow();
            return;
        }
        checkLater();
    }

    private void tooSlow() {
        ended = true;
        channel.eventLoop().execute(() -> {
            ended = false;
            giveUp.run();
        });
    }

    private long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Bytes that have left, those of a half-written message included: a slow reader of a large one is not stalled. */
    private long moved() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? queued : queued - buffer.totalPendingWriteBytes() + buffer.currentProgress();
    }
}
