package io.queuewire.transport;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.SessionIds;
import io.queuewire.session.DisconnectReason;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Which handler answers which path.
 *
 * @param handlerByPath exact paths, as they are sent
 * @param others answers every other path
 */
record Routes(Map<String, HttpRequestHandler> handlerByPath, HttpRequestHandler others) {

    private static final String BUNDLED = "io/queuewire/clientdemo";

    /** The official browser client, where Socket.IO servers have it. */
    private static final List<String> CLIENT_LIBRARY =
            List.of("/socket.io/socket.io.js", "/socket.io/socket.io.js.map");

    Routes {
        handlerByPath = Map.copyOf(handlerByPath);
    }

    /**
     * Makes the handlers of a listener.
     *
     * @param blocking runs what reads from disk
     * @throws IOException when the folder of static files is not there
     */
    static Routes of(
            ListenerConfig config,
            List<Endpoint> endpoints,
            EventLoops loops,
            OpenConnections connections,
            Executor blocking)
            throws IOException {
        HttpRequestHandler bundled = new StaticFileHandler(new BundledContent(BUNDLED), blocking);
        Map<String, HttpRequestHandler> handlerByPath = new HashMap<>();
        CLIENT_LIBRARY.forEach(path -> handlerByPath.put(path, bundled));
        WebSocketUpgrade webSockets = new WebSocketUpgrade(config.webSocket(), connections);
        CorsPolicy cors = new CorsPolicy(config.origins());
        for (Endpoint endpoint : endpoints) {
            switch (endpoint) {
                case Endpoint.EngineIo engineIo -> {
                    HttpRequestHandler handler = new EngineIoEndpoint(
                            engineIo.config(),
                            engineIo.protocol(),
                            webSockets,
                            cors,
                            loops,
                            new SessionIds(new SecureRandom()),
                            new EngineIoSessions(config.connections().total()));
                    handlerByPath.put(engineIo.path(), handler);
                    handlerByPath.put(engineIo.path() + "/", handler);
                }
                case Endpoint.PlainWebSocket plain ->
                    handlerByPath.put(
                            plain.path(), new PlainWebSocketEndpoint(plain.protocol(), webSockets, cors, loops));
                case Endpoint.EventStream stream ->
                    handlerByPath.put(
                            stream.path(),
                            new EventStreamEndpoint(
                                    stream.protocol(),
                                    cors,
                                    loops,
                                    connections,
                                    config.webSocket().outbound()));
                case Endpoint.Post post ->
                    handlerByPath.put(post.path(), new PostHandler(post.endpoint(), config.origins()));
            }
        }
        HttpRequestHandler others = switch (config.content()) {
            case ListenerConfig.Content.Bundled page -> bundled;
            case ListenerConfig.Content.Folder folder ->
                new StaticFileHandler(new FolderContent(folder.path()), blocking);
            case ListenerConfig.Content.None none ->
                exchange -> exchange.respond(HttpResponseStatus.NOT_FOUND, HttpExchange.TEXT, "not found\n");
        };
        return new Routes(handlerByPath, others);
    }

    HttpRequestHandler handlerFor(String path) {
        return handlerByPath.getOrDefault(path, others);
    }

    /** The session that the body of a request is on its way to. */
    Optional<EngineIoSessions.Entry> uploadsTo(HttpRequest head) {
        return handlerFor(RequestTarget.parse(head.uri()).path()).uploadsTo(head);
    }

    /** Asks all clients without a connection of their own to come back later, spread evenly over a time. */
    void closeClients(DisconnectReason reason, String detail, Duration spread) {
        new HashSet<>(handlerByPath.values()).forEach(handler -> handler.closeClients(reason, detail, spread));
    }
}
