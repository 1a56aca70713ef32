package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * HTTP/1.1 requests from bytes, strictly and one at a time: the next request is not looked at before the last one was
 * answered ({@link HttpEvent#ANSWERED}), so that answers leave in order and a peer that pipelines costs no more than the
 * bytes that wait here (RFC 9112, section 9.3.2).
 *
 * <p>The connection goes on being read while a request is being answered, because only that tells that the peer has gone;
 * it pauses while eight requests are in hand, and sooner when those that wait are as large as the largest head.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be closed is closed
final class RequestDecoder extends HttpRequestDecoder {

    private static final int CHUNK = 8_192;

    /** With the one that is being answered eight requests are in hand: from here on reading pauses. */
    private static final int MOST_WAITING = 7;

    private enum Stage {
        HEAD,
        BODY,
        ANSWER
    }

    private final HeadRules rules = new HeadRules();
    private final int mostBytesWaiting;
    private Stage stage = Stage.HEAD;
    private boolean reading;
    private boolean leaving;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLine())
                .setMaxHeaderSize(limits.headerBlock())
                .setMaxChunkSize(CHUNK));
        this.mostBytesWaiting = limits.requestLine() + limits.headerBlock();
    }

    /** Whether a request has begun and its header has not ended. */
    boolean isWithinHead() {
        return stage == Stage.HEAD && (rules.begun() || internalBuffer().isReadable());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (stage == Stage.ANSWER) {
            return;
        }
        int known = out.size();
        int start = in.readerIndex();
        super.decode(ctx, in, out);
        if (stage == Stage.HEAD) {
            in.forEachByte(start, in.readerIndex() - start, rules);
        }
        for (Object part : out.subList(known, out.size())) {
            if (part instanceof HttpRequest request
                    && rules.broken()
                    && request.decoderResult().isSuccess()) {
                request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a malformed head")));
            }
            stage = part instanceof LastHttpContent ? Stage.ANSWER : Stage.BODY;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        boolean outermost = !reading;
        reading = true;
        try {
            super.channelRead(ctx, bytes);
        } finally {
            reading = !outermost;
        }
        if (outermost && !ctx.isRemoved()) {
            ctx.channel().config().setAutoRead(!hasEnough());
        }
    }

    private boolean hasEnough() {
        return stage == Stage.ANSWER
                && (actualReadableBytes() >= mostBytesWaiting
                        || WaitingHeads.areAtLeast(MOST_WAITING, internalBuffer()));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (hasEnough()) {
            // Not the decoder's own way, which asks for more bytes when those that came made no request.
            discardSomeReadBytes();
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        // The others hear of it before they see the next request.
        super.userEventTriggered(ctx, event);
        if (event instanceof HttpEvent known && !ctx.isRemoved()) {
            switch (known) {
                case ANSWERED -> next(ctx);
                case LEAVE -> leave(ctx);
            }
        }
    }

    private void next(ChannelHandlerContext ctx) throws Exception {
        if (leaving) {
            LingeringClose.now(ctx.channel());
            return;
        }
        stage = Stage.HEAD;
        rules.reset();
        // Within a read the decoding goes on by itself; a nested one would pile up the stack, request by request.
        if (!reading) {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        }
    }

    private void leave(ChannelHandlerContext ctx) {
        leaving = true;
        if (stage == Stage.HEAD) {
            ctx.close();
        }
    }
}
