package io.queuewire.message;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 20s}, {@code 2m}, {@code 12h}, {@code 4d}. */
public final class DurationText {

    /** The longest duration has 17 digits in milliseconds, and zeros before it change nothing. */
    private static final Pattern FORM = Pattern.compile("0*(\\d{1,17})(ms|s|m|h|d)");

    /** Longer than anybody waits, and added to any date still one; its milliseconds are still a number. */
    private static final long MOST_MILLIS = Duration.ofDays(999_999_999).toMillis();

    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** The duration, or nothing when the text is not of this form or means more than 999,999,999 days. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ChronoUnit unit = UNITS.get(matcher.group(2));
        long count = Long.parseLong(matcher.group(1));
        return unit == null || count > MOST_MILLIS / unit.getDuration().toMillis()
                ? Optional.empty()
                : Optional.of(Duration.of(count, unit));
    }
}
