package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.intake.Fault;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.OutgoingMessage;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.SourceException;
import io.queuewire.testkit.ElasticQueues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SqsMessageSourceIT extends SqsContract {

    @Override
    SqsConfig config(QueueUrl queue) {
        return SqsConfig.of(queue);
    }

    @Override
    protected MessageSource queue() {
        return new SqsMessageSource(config(ElasticQueues.create()));
    }

    @Override
    protected MessageSource fifoQueue() {
        return new SqsMessageSource(config(ElasticQueues.createFifo()));
    }

    @Test
    void aMissingQueueIsAConfigurationFaultUntilItIsMade() throws InterruptedException {
        String name = "late-" + UUID.randomUUID();
        MessageSource late = new SqsMessageSource(SqsConfig.of(ElasticQueues.missing(name)));
        try (QueueConnection connection = late.connect()) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> connection.receive(1, Duration.ofSeconds(1), Duration.ofSeconds(30)))
                    .satisfies(e -> {
                        assertThat(e.fault().kind()).isEqualTo(Fault.Kind.CONFIGURATION);
                        assertThat(e.fault().code()).contains("QueueDoesNotExist");
                    });

            ElasticQueues.create(name, Map.of());

            assertThat(connection.receive(1, Duration.ofSeconds(1), Duration.ofSeconds(30)))
                    .isEmpty();
        }
    }

    @Test
    void sendingToAMissingQueueFailsWithItsCode() {
        try (SqsSender sender = new SqsSender(SqsConfig.of(ElasticQueues.missing("nowhere")), 3)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> sender.send(new OutgoingMessage("1", Map.of(), Optional.empty())))
                    .satisfies(e -> assertThat(e.fault().code()).contains("QueueDoesNotExist"));
        }
    }
}
