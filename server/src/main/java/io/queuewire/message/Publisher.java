package io.queuewire.message;

import java.util.concurrent.CompletionStage;

/** Takes messages to every client that listens. */
public interface Publisher {

    /**
     * Publishes one message. Safe for any thread, does not block; messages published one after another by one thread
     * reach each client in that order.
     *
     * @return completes when every client of the audience has been written to, on the thread that wrote last; or fails
     *     with {@link PublishRefusedException} when the message cannot be taken now and should be tried again later
     */
    CompletionStage<HandOff> publish(PushMessage message);
}
