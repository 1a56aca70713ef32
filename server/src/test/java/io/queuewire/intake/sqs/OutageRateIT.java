package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.QueueCall;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Polls, deletes, extensions and give-backs fail together: all of them make no more calls than an outage allows. */
class OutageRateIT {

    /** Within one second a call that is held up on its way would count with those after it. */
    private static final Duration WHILE = Duration.ofSeconds(3);

    private static final int CALLS = 3 * 3;
    private static final int POLLERS = 3;

    private final FaultyIntake relay = new FaultyIntake("items");

    static final List<Arguments> TROUBLES = List.of(
            Arguments.of(new Trouble.Refuse(400, "RequestThrottled"), FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(new Trouble.Refuse(500, "InternalError"), FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(new Trouble.Reset(), FaultyIntake.BACK_FROM_PASSING),
            Arguments.of(new Trouble.Refuse(403, "AccessDeniedException"), FaultyIntake.BACK_FROM_CONFIGURATION));

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @FieldSource("TROUBLES")
    void allCallsTogetherStayWithinTheRate(Trouble trouble, Duration back) {
        relay.holdInHand(12, new ConfigBuilder().pollers(POLLERS).visibility(Duration.ofSeconds(6)));

        relay.service().trouble(trouble);
        Instant outage = Instant.now();
        for (int i = 0; i < 3; i++) {
            relay.publisher().handOff();
            relay.publisher().failHandOff(new PublishRefusedException("not now"));
        }
        await().until(() -> relay.metrics().failedCalls().containsAll(List.of(QueueCall.values())));
        Instant known = Instant.now();
        await().pollDelay(Duration.ofSeconds(6)).until(() -> true);

        assertThat(relay.service().mostCalls(WHILE, known)).isBetween(1, CALLS);
        // Before that, each thread may have been about to make a call that it took to be good.
        assertThat(relay.service().mostCalls(WHILE, outage)).isLessThanOrEqualTo(CALLS + 2 * POLLERS);
        assertThat(relay.queue().size()).isEqualTo(12);

        relay.service().heal();
        relay.publisher().handOffAll();
        await().atMost(back.plusSeconds(1)).until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().handedOff()).hasSize(12).doesNotHaveDuplicates();
        await().until(() -> relay.intake().status().problem(Instant.now()).isEmpty());
    }

    @Test
    void anOutageThatIsThereAtTheStart() {
        relay.service().trouble(new Trouble.Refuse(500, "InternalError"));
        relay.start(new ConfigBuilder().pollers(10));

        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);

        assertThat(relay.service().mostCalls(WHILE, Instant.EPOCH)).isBetween(1, CALLS);
    }
}
