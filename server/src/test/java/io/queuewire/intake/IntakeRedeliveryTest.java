package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that a queue brings more than once, and deletes that it refuses. */
class IntakeRedeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final IntakeFixture fixture = new IntakeFixture("items");
    private final RecordingPublisher publisher = fixture.publisher();
    private final RecordingMetrics metrics = fixture.metrics();
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aRedeliveryOfAnEndedMessageIsDeletedUnseen() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        fixture.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));

        queue.send("1");

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1), new Outcome.Duplicate());
        assertThat(metrics.failedSettlements()).containsExactly("ReceiptHandleIsInvalid");
    }

    @Test
    void aParkedMessageWhoseDeleteWasLostIsParkedOnce() {
        BreakableSink parking = new BreakableSink();
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        fixture.startParking(parking);

        queue.send("not JSON");

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(parking.bodies()).containsExactly("not JSON");
        assertThat(metrics.outcomes()).extracting(Outcome::label).containsExactly("parked", "duplicate");
    }

    @Test
    void aStaleMessageWhoseDeleteWasLostIsADuplicate() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        fixture.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));

        queue.send("1", attributes("ttl", "0ms"), Optional.empty());

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.published()).isEmpty();
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Stale(), new Outcome.Duplicate());
    }

    @Test
    void whatNobodyWasThereForIsNotShownLaterWhenItsDeleteWasLost() {
        publisher.withClients(0);
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        fixture.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));

        queue.send("1");
        await().until(() -> metrics.outcomes().size() == 1);
        publisher.withClients(1);

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(metrics.outcomes()).containsExactly(new Outcome.NoAudience(), new Outcome.Duplicate());
    }

    @Test
    void whatWasGivenBackIsNoDuplicate() {
        publisher.refuse(true);
        fixture.start(new ConfigBuilder());

        queue.send("1");
        await().until(() -> metrics.outcomes().size() == 1);
        publisher.refuse(false);

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(metrics.counts()).isEqualTo(Map.of("released", 1L, "delivered", 1L));
    }

    @Test
    void withoutDedupeARedeliveryIsShownAgain() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        fixture.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)).dedupe(Duration.ZERO));

        queue.send("1");

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "1");
    }

    @Test
    void aMessageThatComesManyTimesAtOnceIsShownOnceAndDeletedByItsLatestReceipt() {
        queue.repeatMessages(10);
        fixture.start(new ConfigBuilder().pollers(2));

        IntStream.range(0, 100).forEach(i -> queue.send(Integer.toString(i)));

        await().until(() -> queue.size() == 0);
        await().until(() -> metrics.counts().equals(Map.of("delivered", 100L, "duplicate", 900L)));
        assertThat(publisher.data()).hasSize(100).doesNotHaveDuplicates();
        assertThat(metrics.failedSettlements()).isEmpty();
    }

    @Test
    void aDeleteThatIsRefusedForNowIsRepeated() {
        queue.refuseNextDelete(new EntryResult.Retryable("InternalError"));
        fixture.start(new ConfigBuilder());

        queue.send("1");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.failedSettlements()).isEmpty();
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1));
    }
}
