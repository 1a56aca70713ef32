package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each documented deadline, to the nanosecond, on a clock of the test's own. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
class RequestDeadlinesTest {

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(15);
    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n";

    /** Answers nothing, so that every request stays in hand. */
    private static final Routes HOLDING = new Routes(java.util.Map.of(), held -> {});

    private EmbeddedChannel channel;

    @BeforeEach
    void connect() {
        HttpLimits limits = HttpLimits.of(65_536);
        RequestDecoder decoder = new RequestDecoder(limits);
        channel = new EmbeddedChannel();
        channel.freezeTime();
        channel.pipeline()
                .addLast("http-in", decoder)
                .addLast("http-out", new HttpResponseEncoder())
                .addLast("deadlines", new RequestDeadlines(decoder, limits.deadlines()))
                .addLast("guard", new RequestGuard(HostPolicy.of(java.util.List.of()), limits))
                .addLast("uploads", new UploadWatch(HOLDING, limits.body()))
                .addLast("body", new BodyAggregator(limits.body()))
                .addLast("requests", new HttpConnection(HOLDING));
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aPeerThatSaysNothingIsDroppedWithoutAWord() {
        pass(TEN.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertThat(channel.isOpen()).isFalse();
        assertThat(output()).isEmpty();
    }

    @Test
    void emptyLinesDoNotProlongTheWait() {
        for (int i = 0; i < 10; i++) {
            assertOpen();
            send("\r\n");
            pass(Duration.ofSeconds(1));
        }
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aHeaderMayTakeTenSecondsFromItsFirstByte() {
        pass(Duration.ofSeconds(9));
        send("G");
        pass(TEN.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertTimedOut();
    }

    @Test
    void aHeaderThatTricklesGetsNoMoreTime() {
        send("GET / HTTP/1.1\r\n");
        for (int i = 0; i < 10; i++) {
            assertOpen();
            send("A: b\r\n");
            pass(Duration.ofSeconds(1));
        }
        assertTimedOut();
    }

    @Test
    void aBodyMayTakeTenSecondsFromItsHeader() {
        pass(Duration.ofSeconds(9));
        send("POST / HTTP/1.1\r\n");
        pass(Duration.ofSeconds(9));
        send("Host: a\r\nContent-Length: 65536\r\n\r\n");
        pass(TEN.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertTimedOut();
    }

    @Test
    void every16KiBOfABodyEarnASecond() {
        send(POST);
        send("x".repeat(16_384));
        pass(Duration.ofSeconds(11).minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertTimedOut();
    }

    @Test
    void lessThan16KiBEarnNothing() {
        send(POST);
        send("x".repeat(16_383));
        pass(TEN);
        assertTimedOut();
    }

    @Test
    void theBodyOfOneRequestEarnsNothingForTheNext() {
        send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 32768\r\n\r\n" + "x".repeat(32_768));
        answered();
        send(POST);
        pass(TEN);
        assertTimedOut();
    }

    @Test
    void ourOwnAnswerMayTakeAnyTime() {
        send(REQUEST);
        pass(Duration.ofHours(1));
        assertOpen();
    }

    @Test
    void whatComesDuringOurAnswerIsNotTimed() {
        send(REQUEST + "GET /");
        pass(Duration.ofHours(1));
        assertOpen();
        answered();
        pass(TEN.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertTimedOut();
    }

    @Test
    void anIdleConnectionIsDroppedWithoutAWord() {
        pass(Duration.ofSeconds(9));
        send(REQUEST);
        answered();
        pass(IDLE.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertThat(channel.isOpen()).isFalse();
        assertThat(output()).isEmpty();
    }

    @Test
    void aRequestInTimeKeepsTheConnection() {
        for (int i = 0; i < 3; i++) {
            send(REQUEST);
            answered();
            pass(IDLE.minus(INSTANT));
            assertOpen();
        }
    }

    @Test
    void aRequestThatBeganInTimeGetsItsOwnTenSeconds() {
        send(REQUEST);
        answered();
        pass(IDLE.minus(INSTANT));
        send("GET");
        pass(TEN.minus(INSTANT));
        assertOpen();
        pass(INSTANT);
        assertTimedOut();
    }

    /** The end of one head and the beginning of the next arrive together, again and again. */
    @Test
    void eachHeadIsTimedByItself() {
        channel.pipeline().replace("requests", "requests", new AnsweringAtOnce());
        send("GET");
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(9));
            assertOpen();
            send(" / HTTP/1.1\r\nHost: a\r\n\r\nGET");
        }
        pass(TEN);
        assertTimedOut();
    }

    @Test
    void aConnectionThatEndedLeavesNoTimer() {
        send("GET");
        channel.close();
        channel.runPendingTasks();
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
    }

    private static final class AnsweringAtOnce extends io.netty.channel.ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(io.netty.channel.ChannelHandlerContext ctx, Object request) {
            ReferenceCountUtil.release(request);
            ctx.pipeline().fireUserEventTriggered(HttpEvent.ANSWERED);
        }
    }

    private void answered() {
        channel.pipeline().fireUserEventTriggered(HttpEvent.ANSWERED);
    }

    private void send(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void assertOpen() {
        assertThat(channel.isOpen()).isTrue();
        assertThat(output()).isEmpty();
    }

    private void assertTimedOut() {
        assertThat(output()).startsWith("HTTP/1.1 408 Request Timeout\r\n").contains("connection: close\r\n");
        assertThat(channel.isOpen()).isFalse();
    }

    private String output() {
        StringBuilder output = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            output.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return output.toString();
    }
}
