package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.queuewire.bench.Checkout;
import io.queuewire.bench.Prepared;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the comparison works at all: too small and too short to say anything about a server. */
class MeasureIT {

    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final Pinning ANYWHERE = new Pinning(Optional.empty());

    private final Checkout checkout = Checkout.find();

    @Test
    void theBareLoopIsMeasuredAndLosesNothing() throws InterruptedException {
        Results results = run(contender(Contenders.LIMIT));

        assertThat(results.remarks()).isEmpty();
        assertThat(results.median(Contenders.LIMIT, Columns.FLAT_RATE).orElse(0))
                .isPositive();
        assertThat(results.median(Contenders.LIMIT, Columns.PACED_P50)).isPresent();
    }

    @Test
    void whatAProgramBesideAServerPublishesIsMeasured() throws InterruptedException {
        Results results = run(contender("nchan"));

        if (!Prepared.with("nchan")) {
            assumeThat(results.remarks())
                    .as("nginx is here")
                    .noneMatch(remark -> remark.startsWith("nchan is left out"));
        }
        assertThat(results.remarks()).isEmpty();
        assertThat(results.median("nchan", Columns.FLAT_RATE).orElse(0)).isPositive();
    }

    @Test
    void theRelayStartsAndTellsItsHeap() throws IOException, InterruptedException {
        try (ServerProgram relay = ServerProgram.start(contender("relay-nio"), ANYWHERE, checkout.logs())) {
            assertThat(relay.liveHeap()).isPresent();
        }
    }

    @Test
    void aServerThatDoesNotStartIsLeftOut() throws InterruptedException {
        Results results = run(Contender.parse("broken=false").orElseThrow());

        assertThat(results.remarks()).singleElement().asString().startsWith("broken is left out: ended with 1");
    }

    private Contender contender(String name) {
        return new Contenders(checkout)
                .all().stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private Results run(Contender contender) throws InterruptedException {
        Scale scale = new Scale(20, 20, 20, 1, List.of(50), MOMENT, MOMENT, MOMENT, MOMENT);
        return new Rounds(List.of(contender), Measure.FanOut.of(scale), ANYWHERE, checkout.logs()).run(1);
    }
}
