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
 */
record Route(String event, String namespace, Audience audience, Optional<Duration> timeToLive, Optional<String> key) {}
