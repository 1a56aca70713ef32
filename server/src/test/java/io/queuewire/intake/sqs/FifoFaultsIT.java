package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.EntryResult;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.Seeds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails, each group of a FIFO queue is handed off in its order and once. */
class FifoFaultsIT {

    private static final Duration VISIBILITY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(40);
    /** The numbers of a group begin at the group's hundred. */
    private static final int GROUP = 100;

    private final FaultyIntake relay = new FaultyIntake("items.fifo");

    @AfterEach
    void stop() {
        relay.close();
    }

    static LongStream seeds() {
        return Seeds.some(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void handOffsThatAreRefusedHereAndThere(long seed) {
        Random random = new Random(seed);
        // Each costs the pause of a give-back, which grows.
        AtomicInteger refusals = new AtomicInteger(4);
        holdBackBothGroups(8);
        relay.start(new ConfigBuilder().pollers(2).visibility(VISIBILITY));

        await().atMost(LIMIT).until(() -> {
            while (relay.publisher().pending() > 0) {
                if (random.nextInt(4) == 0 && refusals.getAndDecrement() > 0) {
                    relay.publisher().failHandOff(new PublishRefusedException("not now"));
                } else {
                    relay.publisher().handOff();
                }
            }
            return relay.queue().size() == 0;
        });

        assertInOrder(1, 8);
        assertInOrder(2, 8);
    }

    static final List<EntryResult> REFUSALS =
            List.of(new EntryResult.Retryable("InternalError"), new EntryResult.Gone("ReceiptHandleIsInvalid"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void aGiveBackThatIsRefusedForTheFirstOfItsGroup(EntryResult refusal) {
        holdBackBothGroups(5);
        relay.start(new ConfigBuilder().visibility(VISIBILITY));
        await().until(() -> relay.publisher().pending() == 2);

        relay.queue().refuseNextVisibilityChange(refusal);
        relay.publisher().failHandOff(new PublishRefusedException("not now"));
        relay.publisher().handOffAll();

        await().atMost(LIMIT).until(() -> relay.queue().size() == 0);
        assertInOrder(1, 5);
        assertInOrder(2, 5);
    }

    static final List<Trouble> DELETE_TROUBLES =
            List.of(new Trouble.LoseAnswer(), new Trouble.Truncate(), new Trouble.Reset());

    @ParameterizedTest
    @FieldSource("DELETE_TROUBLES")
    void aDeleteThatIsNotAnswered(Trouble trouble) {
        holdBackBothGroups(25);
        relay.start(new ConfigBuilder().visibility(VISIBILITY));
        await().until(() -> relay.publisher().pending() > 0);

        relay.service().troubleNext("DeleteMessageBatch", trouble);
        relay.publisher().handOffAll();

        await().atMost(LIMIT).until(() -> relay.queue().size() == 0);
        assertThat(relay.metrics().failedCalls()).isNotEmpty();
        assertInOrder(1, 25);
        assertInOrder(2, 25);
    }

    @Test
    void aReceiveWhoseAnswerIsLostIsBroughtAgain() {
        relay.service().troubleNext("ReceiveMessage", new Trouble.LoseAnswer());
        relay.sendToGroup("a", GROUP, GROUP + 15);
        relay.start(new ConfigBuilder().visibility(Duration.ofMinutes(5)));

        // Its visibility need not end: the receive is repeated by the id of its attempt.
        await().atMost(FaultyIntake.BACK_FROM_PASSING).until(() -> relay.queue().size() == 0);

        assertInOrder(1, 15);
    }

    @Test
    void aServiceThatGoesDownAndComesBack() throws IOException, InterruptedException {
        relay.start(new ConfigBuilder().pollers(2).visibility(VISIBILITY));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10; i++) {
                int number = 10 * round + i;
                relay.sendToGroup("a", GROUP + number, GROUP + number + 1);
                relay.sendToGroup("b", 2 * GROUP + number, 2 * GROUP + number + 1);
                if (i == 5 && round < 2) {
                    relay.service().goDown();
                    await().until(() -> relay.intake().status().pollFault().isPresent());
                }
            }
            if (round < 2) {
                relay.service().comeBack();
                int expected = relay.publisher().handedOff().size();
                await().atMost(LIMIT).until(() -> relay.publisher().handedOff().size() > expected);
            }
        }

        await().atMost(LIMIT).until(() -> relay.queue().size() == 0);
        assertInOrder(1, 30);
        assertInOrder(2, 30);
    }

    /** Sends so many messages to each of two groups, whose hand-offs will wait. */
    private void holdBackBothGroups(int messages) {
        relay.publisher().holdingBack();
        relay.sendToGroup("a", GROUP, GROUP + messages);
        relay.sendToGroup("b", 2 * GROUP, 2 * GROUP + messages);
    }

    private void assertInOrder(int group, int size) {
        List<String> expected = IntStream.range(GROUP * group, GROUP * group + size)
                .mapToObj(Integer::toString)
                .toList();
        assertThat(relay.publisher().handedOff())
                .filteredOn(data -> Integer.parseInt(data) / GROUP == group)
                .isEqualTo(expected);
    }
}
