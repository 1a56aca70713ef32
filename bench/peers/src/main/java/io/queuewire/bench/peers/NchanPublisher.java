package io.queuewire.bench.peers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;

/** Publishes to nchan what orders ask for, by one WebSocket: nginx cannot make messages itself. */
public final class NchanPublisher {

    private NchanPublisher() {}

    /** Takes the port of nginx, and one for orders; says {@code ready} when it hears them. */
    public static void main(String[] arguments) throws IOException {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + arguments[0] + "/publish"), new WebSocket.Listener() {})
                .join();
        Steering.start(
                Integer.parseInt(arguments[1]),
                message -> socket.sendText(message, true).join());
        System.out.println("ready");
    }
}
