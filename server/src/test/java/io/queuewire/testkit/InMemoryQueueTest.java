package io.queuewire.testkit;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.MessageSource;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

class InMemoryQueueTest extends MessageSourceContract {

    @Override
    protected MessageSource queue() {
        return new InMemoryQueue("queue", Clock.systemUTC());
    }

    @Override
    protected MessageSource fifoQueue() {
        return new InMemoryQueue("queue.fifo", Clock.systemUTC());
    }

    @Override
    protected String send(
            MessageSource queue, String body, Map<String, AttributeValue> attributes, Optional<String> group) {
        return ((InMemoryQueue) queue).send(body, attributes, group);
    }
}
