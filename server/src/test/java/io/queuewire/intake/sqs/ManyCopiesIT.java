package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.EntryResult;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.FaultySqs.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A queue that brings the same message very often in one answer, and more than it was asked for. */
class ManyCopiesIT {

    private static final int MOST = 10;

    private final FaultyIntake relay = new FaultyIntake("items");

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void aThousandCopiesOfAMessageInOneAnswerAreShownOnceAndDeletedByTheLatestReceipt() {
        relay.publisher().holdingBack();
        relay.service().troubleNext("ReceiveMessage", new Trouble.Repeat(1_000));
        relay.send(0, 1);
        relay.start(new ConfigBuilder().inFlight(MOST));

        await().until(() -> relay.metrics().counts().equals(Map.of("duplicate", 999L)));
        assertThat(relay.intake().status().inHand()).isEqualTo(1);
        assertThat(relay.queue().size()).isEqualTo(1);
        relay.publisher().handOff();

        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().data()).containsExactly("0");
        assertThat(relay.metrics().failedSettlements()).isEmpty();
        roomIsWhatItWas(1);
    }

    @Test
    void copiesOfAFullBatchAreShownOnceEach() {
        relay.publisher().holdingBack();
        relay.service().troubleNext("ReceiveMessage", new Trouble.Repeat(100));
        relay.send(0, MOST);
        relay.start(new ConfigBuilder().inFlight(MOST));

        await().until(() -> relay.metrics().counts().equals(Map.of("duplicate", 990L)));
        assertThat(relay.intake().status().inHand()).isEqualTo(MOST);
        relay.publisher().handOffAll();

        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().data()).hasSize(MOST).doesNotHaveDuplicates();
        assertThat(relay.metrics().failedSettlements()).isEmpty();
        relay.publisher().holdingBack();
        roomIsWhatItWas(MOST);
    }

    /** As many messages fit as before, and no more. */
    private void roomIsWhatItWas(int sent) {
        relay.send(sent, sent + 3 * MOST);
        await().until(() -> relay.intake().status().inHand() == MOST);
        await().during(Duration.ofMillis(500))
                .until(() -> relay.intake().status().inHand() == MOST
                        && relay.queue().visible() == 2 * MOST);
        relay.publisher().handOffAll();
        await().until(() -> relay.queue().size() == 0);
        assertThat(relay.publisher().data()).hasSize(sent + 3 * MOST).doesNotHaveDuplicates();
    }

    @Test
    void aMessageMayStandTwiceInADelete() throws InterruptedException {
        relay.queue().send("1");
        relay.service().trouble("ReceiveMessage", new Trouble.Repeat(2));
        try (QueueConnection connection = relay.source().connect()) {
            List<ReceivedMessage> copies = connection.receive(MOST, Duration.ofSeconds(1), Duration.ofSeconds(30));
            assertThat(copies).extracting(ReceivedMessage::id).hasSize(2).containsOnly("message-1");

            List<EntryResult> results = connection.delete(copies);

            assertThat(results).containsExactly(new EntryResult.Gone("ReceiptHandleIsInvalid"), EntryResult.DONE);
            assertThat(relay.queue().size()).isZero();
        }
    }
}
