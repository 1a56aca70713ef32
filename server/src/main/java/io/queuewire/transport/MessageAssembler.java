package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** Puts the frames of one message together, up to a size and a number of frames. Holds nothing between messages. */
final class MessageAssembler {

    private final WebSocketLimits limits;
    private @Nullable ByteBuf fragments;
    private boolean text;
    private int count;

    MessageAssembler(WebSocketLimits limits) {
        this.limits = limits;
    }

    /** Takes one more data frame; false when the message has become too large or has too many of them. */
    boolean add(WebSocketFrame frame, boolean text) {
        if (isTooLarge(frame) || count + 1 > limits.fragments()) {
            return false;
        }
        count++;
        if (fragments != null) {
            fragments.writeBytes(frame.content());
        } else if (!frame.isFinalFragment()) {
            this.text = text;
            fragments = Unpooled.buffer(Math.max(64, frame.content().readableBytes()));
            fragments.writeBytes(frame.content());
        }
        return true;
    }

    boolean isTooLarge(WebSocketFrame frame) {
        return size() + frame.content().readableBytes() > limits.maxPayload();
    }

    private int size() {
        return fragments == null ? 0 : fragments.readableBytes();
    }

    /** The whole message after its final frame was added; the caller releases it. */
    ByteBuf take(WebSocketFrame last) {
        count = 0;
        if (fragments == null) {
            return last.content().retain();
        }
        ByteBuf message = fragments;
        fragments = null;
        return message;
    }

    boolean isUnfinished() {
        return fragments != null;
    }

    /** Whether the message under way is text. */
    boolean isText() {
        return text;
    }

    void close() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
