package io.queuewire.intake.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.Outcome;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageSpansTest {

    private static final QueueUrl QUEUE = new QueueUrl("http://127.0.0.1:9324/000000000000/items");
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final InMemorySpanExporter finished = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(finished))
            .build();
    private final MessageSpans spans = new MessageSpans(
            OpenTelemetrySdk.builder().setTracerProvider(provider).build(), Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aMessageIsOneSpanFromItsReceiveToItsOutcome() {
        SpanData span = end(message(Map.of(), Optional.empty()), new Outcome.Delivered(3));

        assertThat(span.getName()).isEqualTo("process items");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getStartEpochNanos()).isEqualTo(nanos(NOW.minusMillis(250)));
        assertThat(span.getEndEpochNanos()).isEqualTo(nanos(NOW));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(text(span, "messaging.system")).isEqualTo("aws_sqs");
        assertThat(text(span, "messaging.destination.name")).isEqualTo("items");
        assertThat(text(span, "messaging.message.id")).isEqualTo("m-1");
        assertThat(text(span, "queuewire.outcome")).isEqualTo("delivered");
        assertThat(span.getAttributes().get(AttributeKey.longKey("queuewire.clients")))
                .isEqualTo(3);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void itBelongsToTheTraceThatItsProducerWroteOnIt() {
        AttributeValue parent = AttributeValue.Text.of("00-" + TRACE + "-" + PARENT + "-01");
        SpanData span = end(message(Map.of("traceparent", parent), Optional.of(xRay())), new Outcome.NoAudience());

        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
    }

    @Test
    void elseToTheTraceOfTheQueueService() {
        SpanData span = end(message(Map.of(), Optional.of(xRay())), new Outcome.Delivered(1));

        assertThat(span.getTraceId()).isEqualTo("5759e988bd862e3fe1be46a994272793");
        assertThat(span.getParentSpanId()).isEqualTo("53995c3f42cd8ad8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-" + TRACE + "-" + PARENT, "00-" + TRACE + "-0000000000000000-01"})
    void aTraceThatCannotBeReadIsNone(String parent) {
        ReceivedMessage message =
                message(Map.of("traceparent", AttributeValue.Text.of(parent)), Optional.of("Root=1-nonsense"));

        assertThat(end(message, new Outcome.Stale()).getParentSpanContext().isValid())
                .isFalse();
    }

    @Test
    void whatWentWrongIsAnErrorWithItsReason() {
        SpanData span = end(message(Map.of(), Optional.empty()), new Outcome.Invalid("not JSON"));

        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("not JSON");
    }

    @Test
    void withoutAnSdkThereAreNoSpans() {
        GlobalOpenTelemetry.resetForTest();
        assertThat(MessageSpans.ofThisProcess()).isEmpty();
    }

    @Test
    void theSdkOfTheProcessIsFound() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(
                OpenTelemetrySdk.builder().setTracerProvider(provider).build());
        try {
            MessageSpans.ofThisProcess()
                    .orElseThrow()
                    .ended(QUEUE, message(Map.of(), Optional.empty()), Duration.ZERO, new Outcome.Stale());
        } finally {
            GlobalOpenTelemetry.resetForTest();
        }
        assertThat(finished.getFinishedSpanItems()).hasSize(1);
    }

    private SpanData end(ReceivedMessage message, Outcome outcome) {
        spans.ended(QUEUE, message, Duration.ofMillis(250), outcome);
        assertThat(finished.getFinishedSpanItems()).hasSize(1);
        return finished.getFinishedSpanItems().getFirst();
    }

    private static ReceivedMessage message(Map<String, AttributeValue> attributes, Optional<String> traceHeader) {
        return new ReceivedMessage("m-1", "{}", attributes, "receipt", 1, NOW, Optional.empty(), traceHeader);
    }

    private static String xRay() {
        return "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    private static String text(SpanData span, String name) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(name)));
    }
}
