package io.queuewire.transport;

/** One path of the public port, besides static files, and what answers there. */
public sealed interface Endpoint {

    String path();

    /**
     * Engine.IO, over both transports.
     *
     * @param path without the slash at its end, which clients may send or leave out
     */
    record EngineIo(String path, EngineIoConfig config, EngineIoProtocol protocol) implements Endpoint {}

    /** A WebSocket without Engine.IO. */
    record PlainWebSocket(String path, PlainWebSocketProtocol protocol) implements Endpoint {}

    /** Server-Sent Events. */
    record EventStream(String path, EventStreamProtocol protocol) implements Endpoint {}

    /** Takes JSON that is posted. */
    record Post(String path, PostEndpoint endpoint) implements Endpoint {}
}
