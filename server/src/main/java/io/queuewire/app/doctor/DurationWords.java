package io.queuewire.app.doctor;

import java.time.Duration;

/** Durations as an operator would configure them, in the largest unit that needs no fraction. */
final class DurationWords {

    private DurationWords() {}

    static String of(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 60 != 0 || seconds == 0) {
            return seconds + "s";
        }
        return seconds % 3600 != 0 ? seconds / 60 + "m" : seconds / 3600 + "h";
    }
}
