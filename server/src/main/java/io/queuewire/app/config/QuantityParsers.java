package io.queuewire.app.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with and without a unit. */
final class QuantityParsers {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(|KiB|MiB|GiB)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,6})/s");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");

    private QuantityParsers() {}

    static Parser<Integer> integer(int least, int most) {
        return new Parser<>(
                "a number from " + least + " to " + most,
                text -> INTEGER.matcher(text).matches()
                        ? Optional.of(Integer.parseInt(text)).filter(number -> number >= least && number <= most)
                        : Optional.empty());
    }

    static Parser<Duration> duration(String least, String most) {
        Duration from = duration(least).orElseThrow();
        Duration to = duration(most).orElseThrow();
        return new Parser<>(
                "a duration from " + least + " to " + most + ", such as 500ms, 20s, 2m or 1h",
                text -> duration(text)
                        .filter(duration -> duration.compareTo(from) >= 0 && duration.compareTo(to) <= 0));
    }

    /** A duration for the queue, which counts in whole seconds. */
    static Parser<Duration> wholeSeconds(String least, String most) {
        Parser<Duration> anyDuration = duration(least, most);
        return new Parser<>(
                "whole seconds from " + least + " to " + most + ", such as 20s or 2m",
                text -> anyDuration.reading().apply(text).filter(duration -> duration.toNanosPart() == 0));
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /** A number of bytes up to one GiB, which fits an {@code int}. */
    static Parser<Integer> size(int least) {
        Parser<Long> anySize = longSize(least, 1L << 30);
        return new Parser<>(
                anySize.expected(), text -> anySize.reading().apply(text).map(Math::toIntExact));
    }

    static Parser<Long> longSize(long least, long most) {
        return new Parser<>(
                "a size from " + least + " bytes to " + most / (1L << 30) + "GiB, such as 65536, 64KiB or 1MiB",
                text -> {
                    OptionalLong size = size(text);
                    return size.isPresent() && size.getAsLong() >= least && size.getAsLong() <= most
                            ? Optional.of(size.getAsLong())
                            : Optional.empty();
                });
    }

    private static OptionalLong size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        long unit = switch (matcher.group(2)) {
            case "KiB" -> 1L << 10;
            case "MiB" -> 1L << 20;
            case "GiB" -> 1L << 30;
            default -> 1L;
        };
        return OptionalLong.of(amount > Long.MAX_VALUE / unit ? Long.MAX_VALUE : amount * unit);
    }

    static Parser<Rate> rate() {
        return new Parser<>("a rate of at least 1/s, such as 20/s", text -> {
            Matcher matcher = RATE.matcher(text);
            return matcher.matches()
                    ? Optional.of(Integer.parseInt(matcher.group(1)))
                            .filter(perSecond -> perSecond > 0)
                            .map(Rate::new)
                    : Optional.empty();
        });
    }
}
