package io.queuewire.intake;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * What the log tells with each line about the message that a thread handles: its id, and the trace that its producer or
 * the queue service put on it.
 */
final class MessageContext {

    private static final String ID = "messageId";
    private static final String TRACE_PARENT = "traceparent";
    private static final String AWS_TRACE = "awsTraceHeader";

    /** Producers write these: only what is one goes into every line of the log (W3C Trace Context, 3.2). */
    private static final Pattern TRACE_PARENT_FORM =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern AWS_TRACE_FORM = Pattern.compile("[A-Za-z0-9=;:_.-]{1,256}");

    private MessageContext() {}

    /** Does some work for a message, on this thread and in the message's context; contexts do not nest. */
    static <T> T supply(ReceivedMessage message, Supplier<T> work) {
        open(message);
        try {
            return work.get();
        } finally {
            close();
        }
    }

    /** Like {@link #supply}, for work without an answer. */
    static void run(ReceivedMessage message, Runnable work) {
        open(message);
        try {
            work.run();
        } finally {
            close();
        }
    }

    private static void open(ReceivedMessage message) {
        MDC.put(ID, message.id());
        traceParent(message).ifPresent(trace -> MDC.put(TRACE_PARENT, trace));
        message.traceHeader()
                .filter(trace -> AWS_TRACE_FORM.matcher(trace).matches())
                .ifPresent(trace -> MDC.put(AWS_TRACE, trace));
    }

    private static Optional<String> traceParent(ReceivedMessage message) {
        return message.attributes().get("traceparent") instanceof AttributeValue.Text(String type, String trace)
                ? Optional.of(trace)
                        .filter(text -> TRACE_PARENT_FORM.matcher(text).matches())
                : Optional.empty();
    }

    private static void close() {
        MDC.remove(ID);
        MDC.remove(TRACE_PARENT);
        MDC.remove(AWS_TRACE);
    }
}
