package io.queuewire.intake.otel;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.ReceivedMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a message belongs to: what its producer wrote into the message attributes (W3C Trace Context), else what
 * the queue service put on it (the X-Ray header of AWS).
 */
final class TraceParent {

    private static final Pattern XRAY_ROOT = Pattern.compile("Root=1-([0-9a-f]{8})-([0-9a-f]{24})");
    private static final Pattern XRAY_PARENT = Pattern.compile("Parent=([0-9a-f]{16})");
    private static final String XRAY_SAMPLED = "Sampled=1";

    private static final TextMapGetter<ReceivedMessage> ATTRIBUTES = TraceParent::attribute;

    private TraceParent() {}

    /** Empty when the message carries no trace, or one that cannot be read. */
    static Optional<Context> of(ReceivedMessage message) {
        Context w3c = W3CTraceContextPropagator.getInstance().extract(Context.root(), message, ATTRIBUTES);
        return Span.fromContext(w3c).getSpanContext().isValid()
                ? Optional.of(w3c)
                : message.traceHeader().flatMap(TraceParent::ofXRay);
    }

    private static @Nullable String attribute(@Nullable ReceivedMessage message, String name) {
        return message != null
                        && message.attributes().get(name) instanceof AttributeValue.Text(String type, String text)
                ? text
                : null;
    }

    private static Optional<Context> ofXRay(String header) {
        Matcher root = XRAY_ROOT.matcher(header);
        Matcher parent = XRAY_PARENT.matcher(header);
        if (!root.find() || !parent.find()) {
            return Optional.empty();
        }
        SpanContext context = SpanContext.createFromRemoteParent(
                root.group(1) + root.group(2),
                parent.group(1),
                header.contains(XRAY_SAMPLED) ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
        return Optional.of(Context.root().with(Span.wrap(context)));
    }
}
