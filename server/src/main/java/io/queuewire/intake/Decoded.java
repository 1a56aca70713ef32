package io.queuewire.intake;

import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.Optional;

/** What a queue message says. */
public sealed interface Decoded {

    /**
     * Something to publish.
     *
     * @param message what, and for whom
     * @param timeToLive for how long after it was sent it is worth publishing; empty for ever
     * @param key what the message is about, as its producer says; told by {@code queuewire route}, and nothing else depends
     *     on it
     * @param rule the name of the routing rule that had a say
     */
    record Push(PushMessage message, Optional<Duration> timeToLive, Optional<String> key, Optional<String> rule)
            implements Decoded {}

    /** Something that a service sent to the queue itself and that nobody is to see, and what it is. */
    record ForNobody(String reason) implements Decoded {}

    /** Nothing that can be understood, and why. */
    record Invalid(String reason) implements Decoded {}
}
