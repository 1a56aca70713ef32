package io.queuewire.intake;

import java.time.Duration;

/**
 * When a message shall be visible again.
 *
 * @param message the message, with the receipt of its latest receive
 * @param timeout from now, 0 s to 12 h, in whole seconds; zero makes it visible at once
 */
public record VisibilityChange(ReceivedMessage message, Duration timeout) {}
