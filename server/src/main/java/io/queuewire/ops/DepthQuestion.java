package io.queuewire.ops;

import io.queuewire.intake.Intake;
import io.queuewire.intake.QueueDepth;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a queue how much is on it, within a limit. One call at a time: whoever asks meanwhile gets its answer too, so that
 * an impatient operator is no burden to a queue that does not answer.
 */
final class DepthQuestion {

    private static final Duration CALL = Duration.ofSeconds(2);
    /** An address that takes no connection is not left by the call itself in time. */
    private static final Duration LIMIT = CALL.plusMillis(500);

    private final Intake intake;
    private @Nullable CompletableFuture<QueueDepth> underWay;

    DepthQuestion(Intake intake) {
        this.intake = intake;
    }

    /** What came of a question: the depth, or why there is none. */
    sealed interface Answer {
        record Known(QueueDepth depth) implements Answer {}

        record Unknown(String reason) implements Answer {}
    }

    /** Asks; completes within the limit and never with a failure. */
    CompletableFuture<Answer> ask() {
        return call().copy()
                .<Answer>thenApply(Answer.Known::new)
                .completeOnTimeout(
                        new Answer.Unknown("no answer within " + LIMIT.toMillis() + " ms"),
                        LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS)
                .exceptionally(failure -> new Answer.Unknown(reason(failure)));
    }

    private synchronized CompletableFuture<QueueDepth> call() {
        CompletableFuture<QueueDepth> answer = underWay;
        if (answer == null || answer.isDone()) {
            answer = CompletableFuture.supplyAsync(this::depth, Thread::startVirtualThread);
            underWay = answer;
        }
        return answer;
    }

    private QueueDepth depth() {
        try {
            return intake.depth(CALL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException
                ? Optional.ofNullable(failure.getCause()).orElse(failure)
                : failure;
        return String.valueOf(cause.getMessage());
    }
}
