package io.queuewire.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections whose peer leaves a request half done or none under way. A request that comes in one piece never
 * starts a timer; one timer at most exists at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be closed is closed
final class RequestDeadlines extends ChannelInboundHandlerAdapter {

    private enum Waiting {
        FOR_FIRST_BYTE,
        FOR_HEADER,
        FOR_BODY,
        FOR_OUR_ANSWER,
        FOR_NEXT_REQUEST
    }

    private final RequestDecoder decoder;
    private final HttpDeadlines deadlines;
    private Waiting waiting = Waiting.FOR_FIRST_BYTE;
    private long since;
    private long bodyReceived;
    private @Nullable Future<?> timer;

    RequestDeadlines(RequestDecoder decoder, HttpDeadlines deadlines) {
        this.decoder = decoder;
        this.deadlines = deadlines;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        begin(ctx, Waiting.FOR_FIRST_BYTE);
        startTimer(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            begin(ctx, Waiting.FOR_BODY);
            bodyReceived = 0;
        }
        if (message instanceof HttpContent content) {
            bodyReceived += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent) {
            begin(ctx, Waiting.FOR_OUR_ANSWER);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (decoder.isWithinHead() && waiting != Waiting.FOR_HEADER) {
            begin(ctx, Waiting.FOR_HEADER);
        }
        startTimer(ctx);
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == HttpEvent.ANSWERED) {
            begin(ctx, Waiting.FOR_NEXT_REQUEST);
            startTimer(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void begin(ChannelHandlerContext ctx, Waiting next) {
        stopTimer();
        waiting = next;
        since = ctx.executor().ticker().nanoTime();
    }

    private void startTimer(ChannelHandlerContext ctx) {
        if (timer == null && waiting != Waiting.FOR_OUR_ANSWER) {
            timer = ctx.executor().schedule(new LoopTask(() -> expire(ctx)), left(ctx), TimeUnit.NANOSECONDS);
        }
    }

    private long left(ChannelHandlerContext ctx) {
        return allowed().toNanos() - (ctx.executor().ticker().nanoTime() - since);
    }

    private Duration allowed() {
        return switch (waiting) {
            case FOR_FIRST_BYTE -> deadlines.firstByte();
            case FOR_HEADER -> deadlines.header();
            case FOR_BODY -> deadlines.bodyAfter(bodyReceived);
            case FOR_NEXT_REQUEST -> deadlines.idle();
            case FOR_OUR_ANSWER -> throw new IllegalStateException("answers have no deadline here");
        };
    }

    private void expire(ChannelHandlerContext ctx) {
        timer = null;
        if (left(ctx) > 0) {
            // A body has earned more time.
            startTimer(ctx);
            return;
        }
        switch (waiting) {
            case FOR_HEADER, FOR_BODY ->
                Refusal.send(ctx.channel(), HttpResponseStatus.REQUEST_TIMEOUT, "the request did not end in time");
            case FOR_FIRST_BYTE, FOR_NEXT_REQUEST, FOR_OUR_ANSWER -> ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopTimer();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopTimer();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
