package io.queuewire.intake;

import io.queuewire.message.Audience;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a message goes and as what.
 *
 * @param event the event name
 * @param namespace with its slash
 * @param audience who in the namespace
 * @param timeToLive for how long after it was sent; empty for ever
 * @param key what the message is about
 * @param rule the name of the routing rule that had a say
 */
record Route(
        String event,
        String namespace,
        Audience audience,
        Optional<Duration> timeToLive,
        Optional<String> key,
        Optional<String> rule) {

    Route by(RoutingRule applied) {
        return new Route(event, namespace, audience, timeToLive, key, Optional.of(applied.name()));
    }
}
