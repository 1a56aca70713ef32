package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
class CappedWriterTest {

    private static final int LIMIT = 1_000;
    private static final int STALL = 1_000;

    /** What Netty counts for keeping a message, whatever its size. */
    private static final int OVERHEAD = 96;

    private final StuckChannel channel = new StuckChannel();
    private int givenUp;
    private final CappedWriter writer =
            new CappedWriter(channel, channel, new OutboundLimits(LIMIT, Duration.ofMillis(STALL)), () -> givenUp++);

    @AfterEach
    void stop() {
        channel.discard();
    }

    @Test
    void aMessageFindsRoomWhileNoMoreThanTheLimitWaits() {
        writer.write(StuckChannel.bytes(LIMIT - OVERHEAD));
        writer.write(StuckChannel.bytes(1));
        channel.runPendingTasks();
        assertThat(givenUp).isZero();
        assertThat(waiting()).isEqualTo(LIMIT + 1 + OVERHEAD);
    }

    @Test
    void aMessageThatFindsMoreWaitingIsDroppedWithItsPeer() {
        writer.write(StuckChannel.bytes(LIMIT - OVERHEAD + 1));
        ByteBuf dropped = StuckChannel.bytes(1);
        writer.write(dropped);
        assertThat(dropped.refCnt()).isZero();
        assertThat(givenUp).as("while others may still be written to").isZero();
        channel.runPendingTasks();
        assertThat(givenUp).isEqualTo(1);
    }

    @Test
    void oneLargeMessageAlwaysPasses() {
        writer.write(StuckChannel.bytes(100 * LIMIT));
        channel.runPendingTasks();
        assertThat(givenUp).isZero();
    }

    @Test
    void aPeerIsGivenUpOnce() {
        writer.write(StuckChannel.bytes(2 * LIMIT));
        for (int i = 0; i < 10; i++) {
            writer.write(StuckChannel.bytes(1));
        }
        channel.pass(10 * STALL);
        assertThat(givenUp).isEqualTo(1);
    }

    @Test
    void aPeerThatTakesNothingIsGivenUp() {
        writer.write(StuckChannel.bytes(1));
        writer.flush();
        channel.pass(STALL - 1);
        assertThat(givenUp).isZero();
        channel.pass(1);
        assertThat(givenUp).isEqualTo(1);
    }

    @Test
    void nothingIsTakenBehindTheEnd() {
        writer.end(StuckChannel.bytes(10));
        ByteBuf late = StuckChannel.bytes(1);
        writer.write(late);
        assertThat(late.refCnt()).isZero();
        assertThat(waiting()).isEqualTo(10 + OVERHEAD);
    }

    @Test
    void theEndIsTakenWhateverWaits() {
        writer.write(StuckChannel.bytes(2 * LIMIT));
        writer.write(StuckChannel.bytes(1));
        writer.end(StuckChannel.bytes(10));
        assertThat(waiting()).isEqualTo(2 * LIMIT + 10 + 2 * OVERHEAD);
    }

    @Test
    void whatIsSaidWhileBytesAreOnTheirWayPastTheChannelComesBehindThem() {
        UnderWay batch = new UnderWay();
        writer.sentWith(batch);
        writer.write(text("pong,"));
        writer.flush();
        writer.end(text("goodbye"));
        writer.write(text("never"));
        assertThat(waiting()).as("until it is known how far the socket has got").isZero();

        batch.over = true;
        writer.queue(text("event,"), 3);
        batch.putOff.forEach(Runnable::run);

        channel.take(100);
        assertThat(channel.taken()).isEqualTo("nt,pong,goodbye");
    }

    @Test
    void aChannelWithoutASocketInReachIsWrittenTo() {
        ByteBuf shared = text("event");
        SocketSends batch = SocketSends.none();
        batch.add(writer, shared);
        batch.send();
        channel.take(100);
        assertThat(channel.taken()).isEqualTo("event");
        assertThat(shared.refCnt()).isEqualTo(1);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** Sends that are under way for as long as the test says. */
    private static final class UnderWay extends SocketSends {

        private final List<Runnable> putOff = new ArrayList<>();
        private boolean over;

        @Override
        boolean start(Socket socket, ByteBuf shared, CappedWriter writer) {
            return true;
        }

        @Override
        boolean isUnderWay(int round) {
            return !over;
        }

        @Override
        void afterwards(Runnable action) {
            putOff.add(action);
        }
    }

    private long waiting() {
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
    }
}
