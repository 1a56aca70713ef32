package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/** RFC 6455 frames from bytes, which also knows when a frame has begun and not ended. */
final class FrameDecoder extends WebSocket13FrameDecoder {

    private boolean unfinished;

    /** @param maxPayload largest frame in bytes */
    FrameDecoder(int maxPayload) {
        super(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(maxPayload)
                .expectMaskedFrames(true)
                .allowExtensions(false)
                // A violation becomes an exception, and the connection sends the one close frame.
                .closeOnProtocolViolation(false)
                .build());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int frames = out.size();
        super.decode(ctx, in, out);
        unfinished = out.size() == frames;
    }

    /** Whether the bytes so far end in the middle of a frame. */
    boolean isUnfinished() {
        return unfinished;
    }
}
