package io.queuewire.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** An answer after which the connection ends, to a request that cannot or must not be looked at further. */
final class Refusal {

    private Refusal() {}

    static FullHttpResponse of(HttpResponseStatus status, String why) {
        byte[] bytes = why.getBytes(StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpExchange.TEXT)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set("X-Content-Type-Options", "nosniff");
        return response;
    }

    /** Sends a refusal as the last answer of a connection. */
    static void send(Channel channel, HttpResponseStatus status, String why) {
        send(channel, of(status, why));
    }

    static void send(Channel channel, FullHttpResponse refusal) {
        LingeringClose.after(channel.writeAndFlush(refusal));
    }
}
