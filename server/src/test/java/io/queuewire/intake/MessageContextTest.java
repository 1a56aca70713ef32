package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class MessageContextTest {

    private static final String TRACE_PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String AWS_TRACE =
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void theLogKnowsTheMessageAndItsTrace() {
        ReceivedMessage message = new ReceivedMessage(
                "m1",
                "{}",
                attributes("traceparent", TRACE_PARENT),
                "receipt",
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(AWS_TRACE));

        assertThat(MessageContext.supply(message, MDC::getCopyOfContextMap))
                .isEqualTo(Map.of("messageId", "m1", "traceparent", TRACE_PARENT, "awsTraceHeader", AWS_TRACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", TRACE_PARENT + "\n"})
    void whatIsNoTraceStaysOutOfTheLog(String attribute) {
        ReceivedMessage message = new ReceivedMessage(
                "m1",
                "{}",
                attributes("traceparent", attribute),
                "receipt",
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of("Root=1 level=ERROR"));

        assertThat(MessageContext.supply(message, MDC::getCopyOfContextMap)).isEqualTo(Map.of("messageId", "m1"));
    }
}
