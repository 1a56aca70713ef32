package io.queuewire.intake;

/**
 * How many messages a queue has, approximately, as queue services count.
 *
 * @param visible that wait to be received
 * @param hidden that somebody has in hand, here or elsewhere
 * @param delayed that are not due yet
 */
public record QueueDepth(long visible, long hidden, long delayed) {}
