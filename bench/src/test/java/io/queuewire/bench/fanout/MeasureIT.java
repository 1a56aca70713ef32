package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the comparison works at all: too small and too short to say anything about a server. */
class MeasureIT {

    private static final Duration MOMENT = Duration.ofMillis(400);

    private final Checkout checkout = Checkout.find();
    private final Scale scale = new Scale(20, 20, 20, List.of(50), MOMENT, MOMENT, MOMENT);

    @Test
    void theBareLoopIsMeasuredAndLosesNothing() throws InterruptedException {
        Results results = measure("nio-loop", new Measure.FanOut(scale));

        assertThat(results.remarks()).isEmpty();
        assertThat(results.median("nio-loop", Columns.FLAT_RATE).orElse(0)).isPositive();
        assertThat(results.median("nio-loop", Columns.PACED_P50)).isPresent();
    }

    @Test
    void theRelayTellsItsHeap() throws InterruptedException {
        Results results = measure("relay-nio", new Measure.Heap(scale));

        assertThat(results.remarks()).isEmpty();
        assertThat(results.median("relay-nio", Columns.IDLE_HEAP)).isPresent();
    }

    @Test
    void aServerThatDoesNotStartIsLeftOut() throws InterruptedException {
        Contender broken = Contender.parse("broken=false").orElseThrow();
        Results results =
                new Rounds(List.of(broken), List.of(new Measure.FanOut(scale)), nowhere(), checkout.logs()).run(2);

        assertThat(results.remarks()).singleElement().asString().startsWith("broken is left out: ended with 1");
    }

    private Results measure(String server, Measure measure) throws InterruptedException {
        List<Contender> one = new Contenders(checkout)
                .all().stream()
                        .filter(contender -> contender.name().equals(server))
                        .toList();
        return new Rounds(one, List.of(measure), nowhere(), checkout.logs()).run(1);
    }

    private static Pinning nowhere() {
        return new Pinning(Optional.empty());
    }
}
