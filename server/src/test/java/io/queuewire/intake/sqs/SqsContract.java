package io.queuewire.intake.sqs;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.QueueUrl;
import io.queuewire.testkit.MessageSourceContract;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a message source on SQS must do, whatever service speaks its protocol. */
abstract class SqsContract extends MessageSourceContract {

    /** How a queue of the service is reached. */
    abstract SqsConfig config(QueueUrl queue);

    @Override
    protected String send(
            MessageSource queue, String body, Map<String, AttributeValue> attributes, Optional<String> group) {
        try (SqsSender sender = new SqsSender(config(queue.url()), 1)) {
            return sender.send(new OutgoingMessage(
                    body,
                    attributes,
                    group.map(name ->
                            new OutgoingMessage.Order(name, UUID.randomUUID().toString()))));
        }
    }
}
