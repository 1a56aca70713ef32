/** The port to a queue on AWS SQS, and whatever speaks its protocol; the only place that knows the AWS SDK. */
@NullMarked
package io.queuewire.intake.sqs;

import org.jspecify.annotations.NullMarked;
