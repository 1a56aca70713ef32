package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The answer that carries a file, one piece on its way at a time: a slow reader of a large file holds one piece of memory. On
 * a thread that may block; how long a peer may take is the {@link StallGuard}'s business.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written shows with the next piece
record FileTransfer(HttpExchange exchange, StaticFile file) {

    private static final int PIECE = 64 * 1024;

    /** @throws IOException when the file cannot be read to its end or the peer has gone */
    void send(String contentType, Map<String, String> headers) throws IOException {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        headers.forEach(head.headers()::set);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(file.length()));
        exchange.prepare(head);
        Channel channel = exchange.channel();
        if (exchange.method().equals(HttpMethod.HEAD)) {
            channel.write(head);
        } else {
            try (InputStream in = file.content().open()) {
                channel.write(head);
                sendAll(in);
            }
        }
        exchange.finish(channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
    }

    private void sendAll(InputStream in) throws IOException {
        Channel channel = exchange.channel();
        for (long left = file.length(); left > 0; ) {
            int size = (int) Math.min(left, PIECE);
            ByteBuf piece = channel.alloc().buffer(size);
            left -= fill(piece, in, size);
            await(channel.writeAndFlush(new DefaultHttpContent(piece)));
        }
    }

    private static int fill(ByteBuf piece, InputStream in, int size) throws IOException {
        try {
            int read = piece.writeBytes(in, size);
            if (read > 0) {
                return read;
            }
        } catch (IOException e) {
            piece.release();
            throw e;
        }
        piece.release();
        throw new IOException("a file became shorter while it was sent");
    }

    /** Waits as virtual threads should: a Netty future would pin its carrier thread on older JDKs. */
    private static void await(ChannelFuture written) throws IOException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        written.addListener(future -> done.complete(future.isSuccess()));
        try {
            if (!done.get()) {
                throw new IOException("the peer is gone");
            }
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
