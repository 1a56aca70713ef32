package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the frames of one WebSocket where they lie, without objects.
 *
 * <p>Of a message in several frames the first one counts, so a number must stand there.
 */
final class FrameInflow extends Inflow {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int OPCODE = 0x0F;
    private static final int LENGTH = 0x7F;
    private static final int SHORT_LENGTH = 126;
    private static final int LONG_LENGTH = 127;

    private final Receiver client;
    private final Talk talk;

    FrameInflow(Receiver client, Talk talk) {
        super(client);
        this.client = client;
        this.talk = talk;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            // Anything else is the end of the HTTP response.
            if (message instanceof ByteBuf bytes) {
                take(context, bytes);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    int next(byte[] bytes, int from, int end) {
        int readable = end - from;
        if (readable < 2) {
            return from;
        }
        int shortLength = bytes[from + 1] & LENGTH;
        int header = shortLength == LONG_LENGTH ? 10 : shortLength == SHORT_LENGTH ? 4 : 2;
        if (readable < header) {
            return from;
        }
        long length = length(shortLength, bytes, from + 2);
        if (bytes[from + 1] < 0 || length < 0 || length > MOST_BYTES) {
            client.ended("not a WebSocket frame");
            return from;
        }
        if (readable < header + length) {
            return from;
        }
        int payload = from + header;
        frame(bytes[from] & OPCODE, bytes, payload, payload + (int) length);
        return payload + (int) length;
    }

    private static long length(int shortLength, byte[] bytes, int at) {
        return switch (shortLength) {
            case SHORT_LENGTH -> unsignedShort(bytes, at);
            case LONG_LENGTH -> (long) LONG.get(bytes, at);
            default -> shortLength;
        };
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return Short.toUnsignedInt((short) SHORT.get(bytes, at));
    }

    private void frame(int opcode, byte[] bytes, int from, int end) {
        switch (opcode) {
            case MaskedFrames.TEXT -> talk.text(client, bytes, from, end);
            case MaskedFrames.PING -> client.send(MaskedFrames.PONG, Unpooled.wrappedBuffer(bytes, from, end - from));
            case MaskedFrames.CLOSE -> client.ended(end - from < 2 ? "close" : "close " + unsignedShort(bytes, from));
            default -> {} // attachments, further parts, pongs
        }
    }
}
