package io.queuewire.load;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a run is.
 *
 * @param elapsed since its start
 * @param phase what it does, in one word
 * @param lately what has happened since the last second
 */
public record LoadProgress(Duration elapsed, String phase, Counts counts, Publication publication, Lately lately) {

    /** Counts of about a second, for each second. */
    public record Lately(long connects, long received) {}

    /** For people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%3d s %-10s %,d open, %,d connects/s, %,d failed; %,d published, %,d received/s, %,d lost",
                elapsed.toSeconds(),
                phase,
                counts.open(),
                lately.connects(),
                counts.failed(),
                publication.published(),
                lately.received(),
                counts.lost());
    }
}
