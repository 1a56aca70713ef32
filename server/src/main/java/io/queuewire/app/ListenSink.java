package io.queuewire.app;

import io.queuewire.json.RawJson;

/** Where what a client hears goes. Called on threads of the connection, one at a time. */
interface ListenSink {

    /** The client is where it wanted to be. */
    void joined();

    /** An event, or the news of a gap, as one JSON object. */
    void line(RawJson line);
}
