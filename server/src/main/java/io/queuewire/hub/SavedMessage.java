package io.queuewire.hub;

import io.queuewire.message.PushMessage;
import java.time.Duration;

/** A message of the log with its number, and for how long it has been there. */
record SavedMessage(long sequence, Duration age, PushMessage message) {}
