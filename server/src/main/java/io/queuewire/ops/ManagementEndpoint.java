package io.queuewire.ops;

/** One path of the management port. Called by many threads at once, each a virtual one that may block. */
public interface ManagementEndpoint {

    /** The path, with its slash; nothing below it belongs to the endpoint. */
    String path();

    /** What callers do here; to get includes HEAD. */
    Method method();

    /** Whether it answers without the token, because who asks cannot have one. */
    default boolean open() {
        return false;
    }

    /** Whether people open it in a browser. */
    default boolean page() {
        return false;
    }

    /** Most bytes of a body; more is refused before the endpoint hears of it. */
    default int largestBody() {
        return 0;
    }

    /** Answers one request. An exception is answered with 500 and logged: it is a defect, never the caller's fault. */
    ManagementResponse answer(ManagementRequest request);

    /** What callers do at a path. */
    enum Method {
        GET,
        /** Sends one JSON text as {@code application/json}. */
        POST
    }
}
