package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadClockTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00.000250Z");
    private static final long START_MICROS = TimeUnit.SECONDS.toMicros(START.getEpochSecond()) + 250;
    private static final long TEN_SECONDS = TimeUnit.SECONDS.toMicros(10);

    private final LoadClock epoch = new LoadClock(TimeBase.EPOCH, Clock.fixed(START, ZoneOffset.UTC));
    private final LoadClock steady = new LoadClock(TimeBase.STEADY, Clock.fixed(START, ZoneOffset.UTC));

    @Test
    void timesSince1970AreMillisecondsOrMicroseconds() {
        assertThat(epoch.micros()).isCloseTo(START_MICROS, within(TEN_SECONDS));
        assertThat(epoch.micros(START_MICROS)).isEqualTo(START_MICROS);
        assertThat(epoch.micros(START.toEpochMilli())).isEqualTo(START_MICROS - 250);
    }

    @Test
    void timesOfTheSteadyClockAreNanoseconds() {
        long nanos = System.nanoTime();

        assertThat(steady.micros(nanos)).isCloseTo(steady.micros(), within(TEN_SECONDS));
        assertThat(steady.micros(START_MICROS)).as("however large it is").isEqualTo(START_MICROS / 1_000);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(epoch.micros(epoch.written(0))).isCloseTo(epoch.micros(), within(TEN_SECONDS));
        assertThat(steady.micros(steady.written(0))).isCloseTo(steady.micros(), within(TEN_SECONDS));
    }

    @Test
    void whatWasDueEarlierIsWrittenSo() {
        long late = TimeUnit.HOURS.toNanos(1);

        assertThat(epoch.micros() - epoch.micros(epoch.written(late)))
                .isCloseTo(TimeUnit.HOURS.toMicros(1), within(TEN_SECONDS));
    }
}
