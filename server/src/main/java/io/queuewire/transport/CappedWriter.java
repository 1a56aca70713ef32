package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.WriteBufferWaterMark;
import org.jspecify.annotations.Nullable;

/**
 * The only way out to one connection: it knows how many bytes wait for the peer and for how long nothing has moved, and
 * gives the peer up when either passes its limit.
 *
 * <p>On the connection's event loop only. Giving up is reported once and in a later task, so that whoever writes to many
 * connections in a row does not lose one of them while it walks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class CappedWriter {

    private enum State {
        OPEN,
        GIVEN_UP,
        ENDED
    }

    private final Channel channel;
    private final ChannelOutboundInvoker out;
    private final int mostWaiting;
    private final Runnable giveUp;
    private final StallWatch stall;
    private State state = State.OPEN;
    private @Nullable Runnable whenWritable;

    /**
     * Begins with nothing waiting.
     *
     * @param out where bytes go to the channel: the nearer to its socket, the fewer handlers each of them passes
     * @param giveUp runs once, later on the same loop, when the peer is too slow
     */
    CappedWriter(Channel channel, ChannelOutboundInvoker out, OutboundLimits limits, Runnable giveUp) {
        this.channel = channel;
        this.out = out;
        this.mostWaiting = limits.bytes();
        this.giveUp = giveUp;
        this.stall = new StallWatch(channel, limits.stall(), this::tooSlow);
        WriteBufferWaterMark mark = channel.config().getWriteBufferWaterMark();
        if (mark.high() > mostWaiting) {
            // Who keeps up with what is written is never close to being given up.
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(mostWaiting / 2, mostWaiting));
        }
    }

    /** Queues bytes and takes them over; a message that finds too many bytes waiting is dropped with its peer. */
    void write(ByteBuf bytes) {
        if (state != State.OPEN) {
            bytes.release();
            return;
        }
        long waiting = stall.waiting();
        if (waiting > mostWaiting) {
            bytes.release();
            tooSlow();
            return;
        }
        out.write(bytes, channel.voidPromise());
        stall.written(waiting);
    }

    void flush() {
        out.flush();
        stall.flushed();
    }

    /** Queues the last bytes of this connection, whatever waits; nothing is taken after them. To be called once. */
    ChannelFuture end(ByteBuf bytes) {
        state = State.ENDED;
        stall.stop();
        return out.writeAndFlush(bytes);
    }

    /** Whether the peer keeps up; replies that a peer can provoke without limit are only sent while it does. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** Runs an action, later, when the peer keeps up again; at once in a later task if it does by now. */
    void whenWritable(Runnable action) {
        whenWritable = action;
        writabilityChanged();
    }

    /** To be told when the channel's writability has changed. */
    void writabilityChanged() {
        if (whenWritable != null && channel.isWritable()) {
            channel.eventLoop().execute(whenWritable);
            whenWritable = null;
        }
    }

    private void tooSlow() {
        state = State.GIVEN_UP;
        stall.stop();
        channel.eventLoop().execute(giveUp);
    }
}
