package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.Fault;
import io.queuewire.intake.QueueCall;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.VisibilityChange;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that has as many messages in flight as it may have gives no more until some of them are deleted or show again. */
class InFlightOverLimitIT {

    private static final String CODE = "AWS.SimpleQueueService.OverLimit";

    private final FaultyIntake relay = new FaultyIntake("items");

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void whatIsInHandIsHandedOffAndMakesRoomForMore() {
        relay.publisher().holdingBack();
        relay.service().trouble(new Trouble.OverLimit(10));
        relay.send(0, 30);
        relay.start(new ConfigBuilder());

        await().until(() -> relay.metrics().failedCalls().contains(QueueCall.RECEIVE));
        Instant refused = Instant.now();
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        assertThat(relay.intake().status().pollFault())
                .hasValueSatisfying(ongoing -> assertThat(ongoing.fault())
                        .extracting(Fault::kind, Fault::code)
                        .containsExactly(Fault.Kind.PASSING, CODE));
        assertThat(relay.service().mostCalls(Duration.ofSeconds(3), refused)).isBetween(1, 9);
        assertThat(relay.publisher().published()).hasSize(10);
        assertThat(relay.queue().size()).isEqualTo(30);

        relay.publisher().handOffAll();

        await().atMost(FaultyIntake.BACK_FROM_PASSING)
                .until(() -> relay.publisher().published().size() > 10);
        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().handedOff()).hasSize(30).doesNotHaveDuplicates();
        assertThat(relay.metrics().failedCalls()).containsOnly(QueueCall.RECEIVE);
    }

    @Test
    void whatOthersHaveInFlightIsWaitedFor() throws InterruptedException {
        relay.send(0, 13);
        try (QueueConnection other = relay.queue().connect()) {
            List<VisibilityChange> back = other.receive(10, Duration.ZERO, Duration.ofHours(1)).stream()
                    .map(message -> new VisibilityChange(message, Duration.ZERO))
                    .toList();
            assertThat(back).hasSize(10);
            relay.service().trouble(new Trouble.OverLimit(10));
            relay.start(new ConfigBuilder());
            await().until(() -> relay.intake().status().pollFault().isPresent());
            assertThat(relay.publisher().published()).isEmpty();

            other.changeVisibility(back);
        }
        await().atMost(FaultyIntake.BACK_FROM_PASSING).until(() -> relay.queue().size() == 0);

        assertThat(relay.publisher().handedOff()).hasSize(13).doesNotHaveDuplicates();
        await().until(() -> relay.intake().status().pollFault().isEmpty());
    }
}
