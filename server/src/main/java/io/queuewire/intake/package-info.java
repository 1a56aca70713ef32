/**
 * From a queue to the publisher, whatever the queue is: poll, permit, decode, publish, settle.
 *
 * <p>{@link io.queuewire.intake.Intake} is the door; {@link io.queuewire.intake.MessageSource} is the port to the queue.
 */
@NullMarked
package io.queuewire.intake;

import org.jspecify.annotations.NullMarked;
