package io.queuewire.intake;

import java.time.Duration;

/**
 * A message in hand, as operators see it.
 *
 * @param queue where it came from
 * @param id the queue's id of it
 * @param stage how far it has come: {@code received}, {@code publishing} (parsed and with the publisher, whose answer is
 *     awaited), {@code parking}, {@code deleting}, {@code releasing} or {@code left}
 * @param age since it was received
 * @param stageAge since it came to this stage
 * @param size of the body in characters
 * @param receiveCount how many times it has been received
 */
public record HeldMessage(
        QueueUrl queue, String id, String stage, Duration age, Duration stageAge, int size, int receiveCount) {}
