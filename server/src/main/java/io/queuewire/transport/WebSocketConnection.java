package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.queuewire.hub.SendBatch;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.RateLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket after its handshake: frames become messages, and there is one close (RFC 6455, sections 5 to 7).
 *
 * <p>Last handler of its pipeline. On the connection's event loop only. An idle connection has no timer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements WebSocketOutput {

    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);

    private final Channel channel;
    private final FrameDecoder decoder;
    private final WebSocketLimits limits;
    private final CappedWriter writer;
    private final MessageAssembler assembler;
    private @Nullable WebSocketListener listener;
    private @Nullable RateLimit controlFrames;
    private @Nullable Future<?> deadline;
    private boolean closing;

    private WebSocketConnection(
            Channel channel, FrameDecoder decoder, ChannelHandlerContext out, WebSocketLimits limits) {
        this.channel = channel;
        this.decoder = decoder;
        this.limits = limits;
        this.writer = new CappedWriter(
                channel, out, limits.outbound(), () -> close(DisconnectReason.TOO_SLOW, "too much waits for it"));
        this.assembler = new MessageAssembler(limits);
    }

    /**
     * Appends the handlers of a WebSocket to a pipeline that switches protocols.
     *
     * @return the connection; {@link #listen} is due before bytes arrive
     */
    static WebSocketConnection begin(Channel channel, WebSocketLimits limits) {
        FrameDecoder decoder = new FrameDecoder(limits.maxPayload());
        channel.pipeline().addLast("frames", decoder);
        // Whole frames are written behind the handlers: none of them is in the way of a broadcast.
        ChannelHandlerContext out = channel.pipeline().context(decoder);
        WebSocketConnection connection = new WebSocketConnection(channel, decoder, out, limits);
        channel.pipeline().addLast("websocket", connection);
        return connection;
    }

    /** Names the one who is told what happens from now on. */
    void listen(WebSocketListener listener) {
        this.listener = listener;
    }

    @Override
    public void sendText(String message) {
        write(Frames.text(channel.alloc(), message));
        flush();
    }

    @Override
    public void sendBinary(byte[] message) {
        write(Frames.binary(channel.alloc(), message));
        flush();
    }

    void sendPing() {
        write(Frames.ping(channel.alloc()));
        flush();
    }

    @Override
    public void write(ByteBuf frames) {
        writer.write(frames);
    }

    @Override
    public void send(ByteBuf shared, SendBatch batch) {
        ((SocketSends) batch).add(writer, shared);
    }

    @Override
    public void flush() {
        writer.flush();
    }

    @Override
    public boolean isWritable() {
        return writer.isWritable();
    }

    @Override
    public void whenWritable(Runnable action) {
        writer.whenWritable(action);
    }

    /** Says goodbye: one close frame, some seconds for the peer to answer it, then TCP is dropped. */
    @Override
    public void close(DisconnectReason reason, String detail) {
        if (!closing) {
            goodbye(reason, detail, Frames.close(channel.alloc(), reason.closeCode(), reason.closeText()));
        }
    }

    private ChannelFuture goodbye(DisconnectReason reason, String detail, ByteBuf closeFrame) {
        ChannelFuture written = writer.end(closeFrame);
        over(reason, detail);
        // The answer is waited for even from a peer that was not read from because it does not read.
        channel.config().setAutoRead(true);
        startDeadline(limits.closeAnswer(), channel::close);
        return written;
    }

    private void over(DisconnectReason reason, String detail) {
        closing = true;
        stopDeadline();
        assembler.close();
        if (listener != null) {
            listener.closed(reason, detail);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!closing) {
                receive((WebSocketFrame) message);
            } else if (message instanceof CloseWebSocketFrame) {
                channel.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void receive(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> assemble(text, true);
            case BinaryWebSocketFrame binary -> assemble(binary, false);
            case ContinuationWebSocketFrame continuation -> assemble(continuation, assembler.isText());
            case PingWebSocketFrame ping -> control(() -> answer(ping));
            case PongWebSocketFrame pong -> control(heard()::pong);
            case CloseWebSocketFrame close -> answer(close);
            default -> throw new IllegalStateException("an unknown frame: " + frame);
        }
        if (!closing && !assembler.isUnfinished()) {
            // Whatever has begun by now began just now.
            stopDeadline();
        }
    }

    private void assemble(WebSocketFrame frame, boolean text) {
        Optional<MessageAssembler.Violation> violation = assembler.add(frame, text);
        if (violation.isPresent()) {
            close(violation.get());
            return;
        }
        if (!frame.isFinalFragment()) {
            return;
        }
        ByteBuf message = assembler.take(frame);
        try {
            if (!text) {
                heard().binary(ByteBufUtil.getBytes(message));
            } else if (ByteBufUtil.isText(message, StandardCharsets.UTF_8)) {
                heard().text(message.toString(StandardCharsets.UTF_8));
            } else {
                close(MessageAssembler.Violation.NOT_UTF8);
            }
        } finally {
            message.release();
        }
    }

    private void close(MessageAssembler.Violation violation) {
        close(violation.reason(), violation.detail());
    }

    private void control(Runnable action) {
        long now = channel.eventLoop().ticker().nanoTime();
        if (controlFrames == null) {
            controlFrames = new RateLimit(limits.controlFrames(), now);
        }
        if (controlFrames.tryTake(now)) {
            action.run();
        } else {
            close(DisconnectReason.RATE_LIMITED, "too many pings and pongs");
        }
    }

    /** A peer that pings and does not read gets no pongs: they would only pile up. */
    private void answer(PingWebSocketFrame ping) {
        if (writer.isWritable()) {
            write(Frames.pong(channel.alloc(), ping.content()));
            flush();
        }
    }

    private void answer(CloseWebSocketFrame close) {
        int code = close.statusCode();
        if (code == -1) {
            lastGoodbye(DisconnectReason.CLIENT_CLOSED, "without a code", Frames.close(channel.alloc()));
        } else if (CloseCodes.mayBeReceived(code)) {
            lastGoodbye(DisconnectReason.CLIENT_CLOSED, "with code " + code, Frames.close(channel.alloc(), code, ""));
        } else {
            violation(DisconnectReason.PROTOCOL_ERROR, "close code " + code);
        }
    }

    /** Says goodbye to a peer of whom no answer is awaited: what it sends cannot be read any more. */
    private void violation(DisconnectReason reason, String detail) {
        if (!closing) {
            lastGoodbye(reason, detail, Frames.close(channel.alloc(), reason.closeCode(), reason.closeText()));
        }
    }

    private void lastGoodbye(DisconnectReason reason, String detail, ByteBuf closeFrame) {
        LingeringClose.stopSending(goodbye(reason, detail, closeFrame));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!closing && deadline == null && (decoder.isUnfinished() || assembler.isUnfinished())) {
            startDeadline(
                    limits.unfinished(), () -> close(DisconnectReason.DEADLINE, "a message was not finished in time"));
        }
    }

    private void startDeadline(Duration time, Runnable action) {
        deadline = channel.eventLoop().schedule(new LoopTask(action), time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** Who does not read what it gets is not read from either, so that it cannot make us produce more. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        channel.config().setAutoRead(channel.isWritable() || closing);
        writer.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost("TCP connection closed");
    }

    private void lost(String detail) {
        if (closing) {
            stopDeadline();
        } else {
            over(DisconnectReason.CONNECTION_LOST, detail);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted ->
                violation(CloseCodes.reasonFor(corrupted.closeStatus().code()), String.valueOf(cause.getMessage()));
            case CodecException malformed ->
                violation(DisconnectReason.PROTOCOL_ERROR, String.valueOf(cause.getMessage()));
            // Later, because a write that fails shows here while its sender is in the middle of something.
            case IOException broken ->
                channel.eventLoop().execute(() -> {
                    lost(String.valueOf(broken.getMessage()));
                    channel.close();
                });
            default -> {
                log.error("a connection failed inside the relay", cause);
                close(DisconnectReason.INTERNAL_ERROR, cause.toString());
            }
        }
    }

    private WebSocketListener heard() {
        if (listener == null) {
            throw new IllegalStateException("a message arrived before anybody listened");
        }
        return listener;
    }
}
