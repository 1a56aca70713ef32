package io.queuewire.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.queuewire.session.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * Watches bodies on their way to Engine.IO sessions: a session takes one at a time, and ends when one breaks off or a second
 * one begins (Engine.IO protocol 4, "HTTP long-polling"). One that is too large is no business of the session's: whoever
 * reads it refuses it.
 */
final class UploadWatch extends ChannelInboundHandlerAdapter {

    private final Routes routes;
    private final int largest;
    private EngineIoSessions.@Nullable Entry session;
    private long received;

    /** @param largest body that will be read, in bytes */
    UploadWatch(Routes routes, int largest) {
        this.routes = routes;
        this.largest = largest;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head && !begin(head)) {
            ReferenceCountUtil.release(message);
            Refusal.send(ctx.channel(), HttpResponseStatus.BAD_REQUEST, "");
            return;
        }
        if (message instanceof HttpContent part) {
            received += part.content().readableBytes();
        }
        boolean last = message instanceof LastHttpContent;
        if (received > largest) {
            // Before it is refused: who knows that it was may send the next one.
            end();
        }
        ctx.fireChannelRead(message);
        if (last) {
            // Only now, when the request has gone its way: one that begins after this comes after it.
            end();
        }
    }

    /** False when another body is on its way to the same session. */
    private boolean begin(HttpRequest head) {
        received = 0;
        EngineIoSessions.Entry entry = routes.uploadsTo(head).orElse(null);
        if (entry != null && !entry.beginUpload()) {
            entry.run(() -> entry.session().close(DisconnectReason.PROTOCOL_ERROR, "two POSTs at a time"));
            return false;
        }
        session = entry;
        return true;
    }

    private void end() {
        if (session != null) {
            session.endUpload();
            session = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        EngineIoSessions.Entry entry = session;
        if (entry != null) {
            entry.run(() -> entry.session().close(DisconnectReason.CONNECTION_LOST, "a POST was aborted"));
            session = null;
        }
        ctx.fireChannelInactive();
    }
}
