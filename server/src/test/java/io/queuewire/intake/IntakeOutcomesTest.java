package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages that are not simply delivered. */
class IntakeOutcomesTest {

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
    void withoutAnAudienceAMessageIsDeleted() {
        publisher.withClients(0);
        fixture.start(new ConfigBuilder());

        queue.send("1");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.NoAudience());
    }

    @Test
    void theTestOfStorageNotificationsIsDeletedUnseenEvenIfMessagesWaitForAnAudience() {
        fixture.start(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE));

        queue.send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.NoAudience());
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void withoutAnAudienceAMessageWaitsInTheQueueIfThatIsWanted() {
        publisher.withClients(0);
        fixture.start(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE));

        String id = queue.send("1");

        await().until(() -> queue.receives(id) == 2);
        publisher.withClients(3);
        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(metrics.counts()).containsEntry("delivered", 1L).containsKey("released");
        assertThat(metrics.redeliveries()).isPositive();
    }

    @Test
    void anInvalidMessageIsLeftToTheRedrivePolicyByDefault() {
        fixture.start(new ConfigBuilder());

        String id = queue.send("not JSON");
        queue.send("1");

        await().until(() -> queue.size() == 1);
        assertThat(queue.invisibleFor(id)).isPositive();
        await().until(() -> metrics.counts().equals(Map.of("invalid", 1L, "delivered", 1L)));
        assertThat(fixture.intake().status().inHand()).isZero();
    }

    @Test
    void anInvalidMessageIsDroppedIfThatIsWanted() {
        fixture.start(new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.DROP));

        queue.send("not JSON");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).singleElement().isInstanceOf(Outcome.Dropped.class);
    }

    @Test
    void aStaleMessageIsDeletedUnseen() {
        fixture.start(new ConfigBuilder());

        queue.send("1", attributes("ttl", "0ms"), Optional.empty());
        queue.send("2", attributes("ttl", "1h"), Optional.empty());

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("2");
        assertThat(metrics.counts()).isEqualTo(Map.of("stale", 1L, "delivered", 1L));
    }

    @Test
    void aMessageThatCannotBeParkedIsGivenBack() {
        BreakableSink parking = new BreakableSink();
        parking.breakBy(new SourceException(new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone")));
        fixture.startParking(parking);

        String id = queue.send("not JSON");

        await().until(() -> queue.receives(id) >= 2);
        assertThat(metrics.counts()).containsOnlyKeys("released");
    }

    @Test
    void parkingNeedsAParkingQueue() {
        IntakeConfig config =
                new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build();

        assertThatThrownBy(() -> new Intake(queue, config, publisher, Optional.empty(), metrics))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one");
    }
}
