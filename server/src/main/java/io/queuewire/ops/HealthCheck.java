package io.queuewire.ops;

import java.util.function.Supplier;

/**
 * A part of the relay that can be asked for its health.
 *
 * @param name unique among the checks, as operators know the part
 * @param question asked on any thread, at every probe: it looks at what is known and never waits for anything
 */
public record HealthCheck(String name, Supplier<Health> question) {

    /** The answer; a question that fails is an answer too. */
    Health ask() {
        try {
            return question.get();
        } catch (RuntimeException e) {
            return new Health.NotReady("the check failed: " + e);
        }
    }
}
