package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.QueueCall;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The service does what it is asked, or nothing, and the relay does not hear of it, with messages in hand. */
class LostAnswersIT {

    private final FaultyIntake relay = new FaultyIntake("items");

    @AfterEach
    void stop() {
        relay.close();
    }

    static final List<Trouble> LOST = List.of(new Trouble.LoseAnswer(), new Trouble.Truncate());

    @ParameterizedTest
    @FieldSource("LOST")
    void aDeleteWhoseAnswerIsLostIsMadeAgainAndShowsNothingTwice(Trouble trouble) {
        relay.holdInHand(5, new ConfigBuilder().visibility(Duration.ofSeconds(20)));
        relay.service().trouble("DeleteMessageBatch", trouble);
        for (int i = 0; i < 3; i++) {
            relay.publisher().handOff();
        }

        await().until(() -> relay.metrics().failedCalls().contains(QueueCall.DELETE));
        assertThat(relay.queue().bodies()).containsExactlyInAnyOrder("3", "4");
        assertThat(relay.intake().status().inHand()).isEqualTo(5);

        relay.service().heal();
        await().atMost(FaultyIntake.BACK_FROM_PASSING)
                .until(() -> relay.intake().status().inHand() == 2);
        relay.publisher().handOffAll();
        await().until(() -> relay.intake().status().inHand() == 0);
        assertThat(relay.queue().size()).isZero();
        assertThat(relay.publisher().data()).hasSize(5).doesNotHaveDuplicates();
        assertThat(relay.metrics().counts()).isEqualTo(Map.of("delivered", 5L));
    }

    static final List<Trouble> SPOILT = List.of(
            new Trouble.LoseAnswer(), new Trouble.Truncate(), new Trouble.NoChecksum(), new Trouble.WrongChecksum());

    @ParameterizedTest
    @FieldSource("SPOILT")
    void whatAPollBroughtForNothingComesBackAndTouchesNothingInHand(Trouble trouble) {
        relay.holdInHand(3, new ConfigBuilder().visibility(Duration.ofSeconds(2)));
        relay.service().trouble("ReceiveMessage", trouble);
        int polls = relay.service().calls("ReceiveMessage");
        await().until(() -> relay.service().calls("ReceiveMessage") > polls);
        relay.send(3, 6);

        await().until(() -> relay.queue().receives("message-6") > 0);
        await().until(() -> relay.intake().status().pollFault().isPresent());
        assertThat(relay.publisher().published()).hasSize(3);
        assertThat(relay.queue().size()).isEqualTo(6);

        relay.service().heal();
        await().atMost(FaultyIntake.BACK_FROM_PASSING)
                .until(() -> relay.publisher().pending() == 6);
        assertThat(relay.queue().size()).isEqualTo(6);
        relay.publisher().handOffAll();
        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().data()).hasSize(6).doesNotHaveDuplicates();
        assertThat(relay.metrics().counts()).containsEntry("delivered", 6L);
    }

    @Test
    void deletesAndChangesOfVisibilityThatHangAreCutAndMadeAgain() {
        // Two pollers have two settlers: each hangs in a call of another kind.
        relay.holdInHand(6, new ConfigBuilder().pollers(2).visibility(Duration.ofSeconds(30)));
        relay.service().trouble("DeleteMessageBatch", new Trouble.Hang());
        relay.publisher().handOff();
        relay.publisher().handOff();
        await().until(() -> relay.service().hanging() == 1);
        relay.service().trouble("ChangeMessageVisibilityBatch", new Trouble.Hang());
        relay.publisher().failHandOff(new PublishRefusedException("not now"));
        await().until(() -> relay.service().hanging() == 2);
        relay.service().heal();
        assertThat(relay.queue().size()).isEqualTo(6);
        assertThat(relay.intake().status().inHand()).isEqualTo(6);
        // Polls go on meanwhile.
        relay.send(6, 8);
        await().until(() -> relay.publisher().pending() == 5);

        // A second for the wait of a poll and ten for the call.
        await().atMost(Duration.ofSeconds(11).plus(FaultyIntake.BACK_FROM_PASSING))
                .until(() -> relay.queue().size() == 6);
        await().atMost(FaultyIntake.BACK_FROM_PASSING)
                .until(() -> relay.publisher().pending() == 6);
        relay.publisher().handOffAll();
        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().handedOff()).hasSize(8).doesNotHaveDuplicates();
        assertThat(relay.metrics().failedCalls())
                .containsExactlyInAnyOrder(QueueCall.DELETE, QueueCall.CHANGE_VISIBILITY);
        await().until(() -> relay.intake().status().inHand() == 0);
        assertThat(relay.intake().status().settlementFault()).isEmpty();
    }
}
