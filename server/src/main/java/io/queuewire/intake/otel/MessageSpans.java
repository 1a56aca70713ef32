package io.queuewire.intake.otel;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.queuewire.intake.MessageTracer;
import io.queuewire.intake.Outcome;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes one span of each message, from its receive to its outcome, as a child of the trace that came with it.
 *
 * <p>Names follow OpenTelemetry's semantic conventions for messaging. Safe for any thread.
 */
public final class MessageSpans implements MessageTracer {

    private static final String OPERATION = "process";

    private final Tracer tracer;
    private final Clock clock;

    MessageSpans(OpenTelemetry telemetry, Clock clock) {
        this.tracer = telemetry.getTracer("io.queuewire");
        this.clock = clock;
    }

    /**
     * Spans for the SDK that the API finds in this process, such as an agent's or one that configures itself; empty when there
     * is none.
     */
    public static Optional<MessageTracer> ofThisProcess() {
        // Not isSet: some agents answer only get, and only get looks for an SDK that configures itself.
        OpenTelemetry telemetry = GlobalOpenTelemetry.get();
        return telemetry.getTracerProvider().equals(TracerProvider.noop())
                ? Optional.empty()
                : Optional.of(new MessageSpans(telemetry, Clock.systemUTC()));
    }

    @Override
    public void ended(QueueUrl queue, ReceivedMessage message, Duration inHand, Outcome outcome) {
        Instant now = clock.instant();
        SpanBuilder builder = tracer.spanBuilder(OPERATION + " " + queue.name())
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(now.minus(inHand))
                .setAttribute("messaging.system", "aws_sqs")
                .setAttribute("messaging.operation.type", OPERATION)
                .setAttribute("messaging.operation.name", OPERATION)
                .setAttribute("messaging.destination.name", queue.name())
                .setAttribute("messaging.message.id", message.id())
                .setAttribute("messaging.message.body.size", message.body().length())
                .setAttribute("queuewire.outcome", outcome.label())
                .setAttribute("queuewire.receive_count", message.receiveCount());
        TraceParent.of(message).ifPresentOrElse(builder::setParent, builder::setNoParent);
        Span span = builder.startSpan();
        describe(span, outcome);
        span.end(now);
    }

    private static void describe(Span span, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> span.setAttribute("queuewire.clients", delivered.clients());
            case Outcome.Invalid invalid -> span.setStatus(StatusCode.ERROR, invalid.reason());
            case Outcome.Parked parked -> span.setStatus(StatusCode.ERROR, parked.reason());
            case Outcome.Dropped dropped -> span.setStatus(StatusCode.ERROR, dropped.reason());
            case Outcome.Released released -> span.setStatus(StatusCode.ERROR, released.reason());
            case Outcome.NoAudience noAudience -> {}
            case Outcome.Stale stale -> {}
            case Outcome.Duplicate duplicate -> {}
        }
    }
}
