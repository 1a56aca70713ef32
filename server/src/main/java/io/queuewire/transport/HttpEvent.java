package io.queuewire.transport;

/** What the handlers of an HTTP connection tell each other; travels through the pipeline as a user event. */
enum HttpEvent {

    /** The answer to the request in hand has left: the next request may come. */
    ANSWERED,

    /** The relay wants this connection to end, after the answer under way if there is one. */
    LEAVE
}
