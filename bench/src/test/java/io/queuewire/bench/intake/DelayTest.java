package io.queuewire.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DelayTest {

    @Test
    void percentilesAreOfAllArrivals() {
        long[] nanos =
                LongStream.rangeClosed(1, 200).map(millis -> millis * 1_000_000).toArray();

        assertThat(Delay.of(nanos, 7)).isEqualTo(new Delay(101, 199, 7));
    }

    @Test
    void oneArrivalIsEveryPercentile() {
        assertThat(Delay.of(new long[] {3_000_000}, 7)).isEqualTo(new Delay(3, 3, 7));
    }

    @Test
    void aBadRoundDoesNotMoveTheMedians() {
        List<Delay> rounds = List.of(new Delay(900, 900, 900), new Delay(4, 9, 5), new Delay(5, 10, 6));

        assertThat(Delay.median(rounds)).isEqualTo(new Delay(5, 10, 6));
    }
}
