package io.queuewire.testkit;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Seeds for generators, new ones on every run so that the tests go on learning. A failure names its seed; run it again with
 * {@code -Dqueuewire.seed=...}.
 */
public final class Seeds {

    private Seeds() {}

    public static LongStream some(int count) {
        Long given = Long.getLong("queuewire.seed");
        return given == null ? new Random().longs(count) : LongStream.of(given);
    }
}
