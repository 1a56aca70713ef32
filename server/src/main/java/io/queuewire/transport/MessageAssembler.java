package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.queuewire.session.DisconnectReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the frames of one message together, up to a size and a number of frames. Holds nothing between messages. */
final class MessageAssembler {

    /** What is wrong with a message before it has ended. */
    record Violation(DisconnectReason reason, String detail) {

        static final Violation NOT_UTF8 = new Violation(DisconnectReason.NOT_UTF8, "a text message that is not UTF-8");

        private static final Violation TOO_MANY = new Violation(DisconnectReason.POLICY, "too many fragments");
    }

    private final WebSocketLimits limits;
    private @Nullable ByteBuf fragments;
    private @Nullable Utf8Fragments text;
    private int count;

    MessageAssembler(WebSocketLimits limits) {
        this.limits = limits;
    }

    /** Takes one more data frame, unless the message must not go on with it. */
    Optional<Violation> add(WebSocketFrame frame, boolean isText) {
        if (size() + frame.content().readableBytes() > limits.maxPayload()) {
            return Optional.of(
                    new Violation(DisconnectReason.TOO_LARGE, "a message over " + limits.maxPayload() + " bytes"));
        }
        if (count + 1 > limits.fragments()) {
            return Optional.of(Violation.TOO_MANY);
        }
        count++;
        return fragments == null && frame.isFinalFragment() ? Optional.empty() : append(frame, isText);
    }

    private int size() {
        return fragments == null ? 0 : fragments.readableBytes();
    }

    private Optional<Violation> append(WebSocketFrame frame, boolean isText) {
        if (fragments == null) {
            fragments = Unpooled.buffer(Math.max(64, frame.content().readableBytes()));
            text = isText ? new Utf8Fragments() : null;
        }
        fragments.writeBytes(frame.content());
        return text == null || text.isSound(fragments) ? Optional.empty() : Optional.of(Violation.NOT_UTF8);
    }

    /** The whole message after its final frame was added; the caller releases it. */
    ByteBuf take(WebSocketFrame last) {
        count = 0;
        if (fragments == null) {
            return last.content().retain();
        }
        ByteBuf message = fragments;
        fragments = null;
        text = null;
        return message;
    }

    boolean isUnfinished() {
        return fragments != null;
    }

    /** Whether the message under way is text. */
    boolean isText() {
        return text != null;
    }

    void close() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }
}
