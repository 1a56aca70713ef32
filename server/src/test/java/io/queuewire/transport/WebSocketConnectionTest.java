package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.queuewire.session.DisconnectReason;
import io.queuewire.testkit.ClientFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebSocketConnectionTest {

    private final List<String> happened = new ArrayList<>();

    /** Whoever sends may be in the middle of something, or walking through many connections. */
    @Test
    void aLossThatShowsWhileSomethingIsSentIsToldLater() {
        EmbeddedChannel channel = new EmbeddedChannel(new BrokenSocket());
        WebSocketConnection connection =
                WebSocketConnection.begin(channel, WebSocketLimits.of(1_000, TestListener.OUTBOUND));
        connection.listen(new Answering(connection));

        channel.writeInbound(Unpooled.wrappedBuffer(ClientFrame.text("question")));

        assertThat(happened).containsExactly("question", "answered", "CONNECTION_LOST Broken pipe");
        assertThat(channel.isOpen()).isFalse();
    }

    /** As a socket is whose peer has reset it. */
    private static final class BrokenSocket extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new IOException("Broken pipe"));
        }
    }

    private final class Answering implements WebSocketListener {

        private final WebSocketConnection connection;

        Answering(WebSocketConnection connection) {
            this.connection = connection;
        }

        @Override
        public void text(String message) {
            happened.add(message);
            connection.sendText("answer");
            happened.add("answered");
        }

        @Override
        public void binary(byte[] message) {
            throw new AssertionError("expected a text: " + message.length + " bytes");
        }

        @Override
        public void pong() {
            throw new AssertionError("expected a text");
        }

        @Override
        public void closed(DisconnectReason reason, String detail) {
            happened.add(reason + " " + detail);
        }
    }
}
