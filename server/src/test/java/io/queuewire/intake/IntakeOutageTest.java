package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that fails for a while. */
class IntakeOutageTest {

    private final IntakeFixture fixture = new IntakeFixture("items");
    private final RecordingMetrics metrics = fixture.metrics();
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void theLoopOutlivesFaultsAndRecoversByItself() {
        queue.failReceives(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        fixture.start(new ConfigBuilder());
        queue.send("1");

        await().until(() -> fixture.intake().status().pollFault().isPresent());
        assertThat(fixture.intake().status().problem(Clock.systemUTC().instant()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("ServiceUnavailable"));
        queue.failReceives(Optional.empty());

        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0);
        await().until(() -> fixture.intake().status().pollFault().isEmpty());
        assertThat(fixture.intake().status().problem(Clock.systemUTC().instant()))
                .isEmpty();
    }

    @Test
    void whatCouldNotBeDeletedInAnOutageIsDeletedAfterIt() {
        queue.failSettlement(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        fixture.start(new ConfigBuilder());
        queue.send("1");

        await().until(() -> fixture.intake().status().settlementFault().isPresent());
        queue.failSettlement(Optional.empty());

        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1));
        await().until(() -> fixture.intake().status().settlementFault().isEmpty());
    }

    @Test
    void aQueueThatTakesNothingBackStillHasItsMessagesDeleted() {
        queue.failVisibilityChanges(
                Optional.of(new Fault(Fault.Kind.CONFIGURATION, "AccessDenied", "sqs:ChangeMessageVisibility")));
        fixture.publisher().refuse(true);
        fixture.start(new ConfigBuilder().inFlight(20));
        queue.send("-1");
        await().until(() -> fixture.intake().status().settlementFault().isPresent());

        fixture.publisher().refuse(false);
        IntStream.range(0, 100).forEach(i -> queue.send(Integer.toString(i)));

        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 1);
        assertThat(metrics.counts()).containsEntry("delivered", 100L);
    }
}
