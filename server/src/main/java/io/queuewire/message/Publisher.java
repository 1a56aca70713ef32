package io.queuewire.message;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

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

    /**
     * Does work that publishes several messages, on this thread: clients get them together, once it is over, which costs
     * them and us less than one by one.
     *
     * @param work is given a publisher that is good as long as it lasts
     */
    default void gather(Consumer<Publisher> work) {
        work.accept(this);
    }
}
