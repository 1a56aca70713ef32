package io.queuewire.load;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;

/** Asks for the WebSocket or the event stream, and makes way for what reads it when the server agrees. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written shows as a closed channel
final class Handshake extends ChannelInboundHandlerAdapter {

    private static final int SWITCHING = 101;
    private static final int OK = 200;
    private static final String EVENT_STREAM = "text/event-stream";

    private final Receiver client;
    private final LoadProtocol protocol;
    private final String request;

    Handshake(Receiver client, LoadProtocol protocol, Target target) {
        this.client = client;
        this.protocol = protocol;
        this.request = request(protocol, target);
    }

    private static String request(LoadProtocol protocol, Target target) {
        String head = "GET " + target.path() + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n";
        return protocol == LoadProtocol.SSE
                ? head + "Accept: " + EVENT_STREAM + "\r\n\r\n"
                // Any 16 bytes: the answer is not checked, so that a client costs no digest.
                : head + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), request));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            answered(context, response);
        }
        ReferenceCountUtil.release(message);
    }

    private void answered(ChannelHandlerContext context, HttpResponse response) {
        int expected = protocol == LoadProtocol.SSE ? OK : SWITCHING;
        if (response.decoderResult().isFailure()) {
            client.ended(context.channel(), "not HTTP");
        } else if (response.status().code() != expected) {
            client.ended(context.channel(), "HTTP " + response.status().code());
        } else if (protocol != LoadProtocol.SSE) {
            Talk talk = Talk.of(protocol);
            context.pipeline().addLast(new FrameInflow(client, talk));
            context.pipeline().remove(this);
            talk.upgraded(client);
            // What came behind the response goes on to the reader of frames.
            context.pipeline().remove(HttpResponseDecoder.class);
        } else if (String.valueOf(response.headers().get(HttpHeaderNames.CONTENT_TYPE))
                .startsWith(EVENT_STREAM)) {
            context.pipeline().addLast(new EventStreamInflow(client));
            context.pipeline().remove(this);
            client.ready();
        } else {
            client.ended(context.channel(), "not an event stream");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.ended(context.channel(), "closed before the answer");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        client.ended(context.channel(), Reasons.of(cause));
    }
}
