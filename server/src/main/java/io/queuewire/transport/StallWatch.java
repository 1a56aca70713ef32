package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notices that bytes wait for a peer and none of them moves. On the channel's event loop only.
 *
 * <p>Costs a timer only while something waits.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a check that never runs has nothing to check
final class StallWatch {

    private static final int CHECKS_PER_STALL = 4;

    private final Channel channel;
    private final Duration limit;
    private final Runnable stalled;
    private long queued;
    private long moved;
    private long movedAt;
    private boolean watching;
    private boolean over;

    /** @param stalled runs once, when nothing has moved for this long */
    StallWatch(Channel channel, Duration limit, Runnable stalled) {
        this.channel = channel;
        this.limit = limit;
        this.stalled = stalled;
    }

    /** How many bytes wait for the peer, with what it costs to keep them. */
    long waiting() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Whether the channel is open and nothing waits for the peer. */
    boolean isIdle() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() == 0;
    }

    /** To be told after each write, with what waited before it. */
    void written(long waitingBefore) {
        queued += waiting() - waitingBefore;
    }

    /** To be told after each flush. */
    void flushed() {
        if (!watching && !over && waiting() > 0) {
            watching = true;
            moved = moved();
            movedAt = now();
            checkLater();
        }
    }

    /** Nothing is to be noticed any more. */
    void stop() {
        over = true;
    }

    private void checkLater() {
        long period = Math.max(1, limit.toNanos() / CHECKS_PER_STALL);
        channel.eventLoop().schedule(new LoopTask(this::check), period, TimeUnit.NANOSECONDS);
    }

    private void check() {
        if (!channel.eventLoop().inEventLoop()) {
            // The channel has moved to another loop meanwhile.
            channel.eventLoop().execute(this::check);
            return;
        }
        if (over || waiting() == 0) {
            watching = false;
            return;
        }
        if (moved() != moved) {
            moved = moved();
            movedAt = now();
        } else if (now() - movedAt >= limit.toNanos()) {
            over = true;
            stalled.run();
            return;
        }
        checkLater();
    }

    /** All that has ever left, those of a half-written message included: a slow reader of a large one is not stalled. */
    private long moved() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? queued : queued - buffer.totalPendingWriteBytes() + buffer.currentProgress();
    }

    private long now() {
        return channel.eventLoop().ticker().nanoTime();
    }
}
