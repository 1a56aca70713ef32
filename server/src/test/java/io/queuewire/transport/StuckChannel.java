package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A connection whose peer takes exactly as many bytes as the test says, on a clock of the test's own. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
final class StuckChannel extends EmbeddedChannel {

    private final StringBuilder taken = new StringBuilder();
    private int takes;

    StuckChannel(ChannelHandler... handlers) {
        super(handlers);
        freezeTime();
    }

    /** The peer reads so many bytes. */
    void take(int bytes) {
        takes += bytes;
        unsafe().outboundBuffer().addFlush();
        drain(unsafe().outboundBuffer());
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        drain(out);
    }

    private void drain(ChannelOutboundBuffer out) {
        while (takes > 0 && out.current() instanceof ByteBuf next) {
            int count = Math.min(takes, next.readableBytes());
            takes -= count;
            taken.append(next.toString(next.readerIndex(), count, StandardCharsets.US_ASCII));
            out.removeBytes(count);
        }
    }

    /** All that the peer has read, as text. */
    String taken() {
        return taken.toString();
    }

    void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            advanceTimeBy(1, TimeUnit.MILLISECONDS);
            runScheduledPendingTasks();
            runPendingTasks();
        }
    }

    /** Ends the connection, whatever still waits. */
    void discard() {
        close();
        releaseOutbound();
    }

    static ByteBuf bytes(int count) {
        return Unpooled.wrappedBuffer(new byte[count]);
    }
}
