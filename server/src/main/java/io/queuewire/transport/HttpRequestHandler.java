package io.queuewire.transport;

/** Answers the requests of one path. Shared by all connections: keeps no state of any. */
interface HttpRequestHandler {

    /** Answers a request, at once or later, exactly once; on the connection's event loop. */
    void handle(HttpExchange exchange);
}
