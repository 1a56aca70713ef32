package io.queuewire.message;

/**
 * What became of a published message.
 *
 * @param position where clients find it again, opaque
 * @param clients to how many clients it was written
 */
public record HandOff(String position, int clients) {}
