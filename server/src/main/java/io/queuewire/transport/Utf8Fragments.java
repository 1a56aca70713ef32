package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Follows a text as it grows, so that a byte which cannot be UTF-8 is found when it comes and not when the text ends. */
final class Utf8Fragments {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer discarded = CharBuffer.allocate(256);
    private int checked;

    /**
     * Whether a text may go on like this; a character that has only begun may.
     *
     * @param text all of it so far, only read here
     */
    boolean isSound(ByteBuf text) {
        ByteBuffer rest = text.nioBuffer(text.readerIndex() + checked, text.readableBytes() - checked);
        CoderResult result;
        do {
            discarded.clear();
            result = decoder.decode(rest, discarded, false);
        } while (result.isOverflow());
        checked = text.readableBytes() - rest.remaining();
        return !result.isError();
    }
}
