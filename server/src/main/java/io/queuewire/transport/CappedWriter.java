package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
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

    /** The channel's socket, where it can be written to without its channel. */
    private final @Nullable Socket socket;

    /** Known to wait for nothing since the channel was last written to: it need not be asked again. */
    private boolean quiet;

    private @Nullable Runnable whenWritable;

    /** With whom bytes may be on their way past the channel, and since which round. */
    private @Nullable SocketSends sends;

    private int sentIn;

    /**
     * Begins with nothing waiting.
     *
     * @param out where bytes go to the channel: the nearer to its socket, the fewer handlers each of them passes
     * @param giveUp runs once, later on the same loop, when the peer is too slow
     */
    CappedWriter(Channel channel, ChannelOutboundInvoker out, OutboundLimits limits, Runnable giveUp) {
        this.channel = channel;
        this.socket = channel instanceof UnixChannel unix && unix.fd() instanceof Socket own ? own : null;
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
        if (isPutOff(() -> write(bytes))) {
            return;
        }
        if (state != State.OPEN) {
            bytes.release();
            return;
        }
        quiet = false;
        long waiting = stall.waiting();
        if (waiting > mostWaiting) {
            bytes.release();
            tooSlow();
            return;
        }
        out.write(bytes, channel.voidPromise());
        stall.written(waiting);
    }

    /**
     * The socket, if what is given to it now is next: the channel is open and nothing waits in it or on the way past it.
     * Null if not, or if the socket is out of reach.
     */
    @Nullable
    Socket quietSocket() {
        if (!quiet) {
            quiet = state == State.OPEN && stall.isIdle();
        }
        boolean next = quiet && (sends == null || !sends.isUnderWay(sentIn));
        return next && socket != null && socket.isOpen() ? socket : null;
    }

    /** Puts something off while bytes are on their way past the channel, which come first. */
    private boolean isPutOff(Runnable action) {
        if (sends == null || !sends.isUnderWay(sentIn)) {
            return false;
        }
        sends.afterwards(action);
        return true;
    }

    /** To be told that the socket was given bytes past the channel. */
    void sentWith(SocketSends batch) {
        if (!batch.equals(sends)) {
            sends = batch;
        }
        sentIn = batch.round();
    }

    /** Writes a part of shared bytes, from some byte on, and sends it. */
    void queue(ByteBuf shared, int from) {
        write(shared.retainedSlice(shared.readerIndex() + from, shared.readableBytes() - from));
        flush();
    }

    void flush() {
        if (isPutOff(this::flush)) {
            return;
        }
        out.flush();
        stall.flushed();
    }

    /** Queues the last bytes of this connection, whatever waits; nothing is taken after them. To be called once. */
    ChannelFuture end(ByteBuf bytes) {
        ChannelPromise ended = channel.newPromise();
        end(bytes, ended);
        return ended;
    }

    private void end(ByteBuf bytes, ChannelPromise ended) {
        if (isPutOff(() -> end(bytes, ended))) {
            return;
        }
        state = State.ENDED;
        quiet = false;
        stall.stop();
        out.writeAndFlush(bytes, ended);
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
