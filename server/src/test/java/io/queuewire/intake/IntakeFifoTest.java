package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of a FIFO queue's groups. */
class IntakeFifoTest {

    private static final Duration LATER = Duration.ofSeconds(20);

    private final IntakeFixture fixture = new IntakeFixture("items.fifo");
    private final RecordingPublisher publisher = fixture.publisher();
    private final RecordingMetrics metrics = fixture.metrics();
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void groupsOfAFifoQueueGoOneMessageAfterAnother() {
        publisher.holdingBack();
        fixture.sendToGroup("a", "1", "2");
        fixture.sendToGroup("b", "10", "20");
        fixture.start(new ConfigBuilder());

        await().until(() -> publisher.published().size() == 2);
        assertThat(publisher.data()).containsExactly("1", "10");
        publisher.handOff();
        await().until(() -> publisher.published().size() == 3);
        assertThat(publisher.data()).containsExactly("1", "10", "2");
        publisher.handOff();
        publisher.handOff();
        await().until(() -> publisher.published().size() == 4);
        publisher.handOff();
        await().until(() -> queue.size() == 0);
    }

    @Test
    void onAFifoQueueWhatFollowsAFailureIsGivenBackInOrder() {
        publisher.holdingBack();
        fixture.sendToGroup("a", "1", "2", "3", "4");
        fixture.start(new ConfigBuilder());
        await().until(() -> publisher.published().size() == 1);
        publisher.handOff();
        await().until(() -> publisher.published().size() == 2);

        publisher.failHandOff(new PublishRefusedException("not now"));

        for (int published = 3; published <= 5; published++) {
            int expected = published;
            await().until(() -> publisher.published().size() == expected);
            publisher.handOff();
        }
        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "2", "2", "3", "4");
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 4L, "released", 3L));
    }

    @Test
    void onAFifoQueueWhatFollowsAnInvalidMessageIsGivenBackAndWaitsForIt() {
        fixture.sendToGroup("a", "1", "not JSON", "3");
        fixture.start(new ConfigBuilder());

        await().until(() -> metrics.counts().equals(Map.of("delivered", 1L, "invalid", 1L, "released", 1L)));

        await().until(() -> queue.bodies().equals(List.of("not JSON", "3")));
        await().until(() -> queue.visible() == 1);
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void aGroupGoesOnAfterADroppedMessage() {
        fixture.sendToGroup("a", "1", "not JSON", "3");
        fixture.start(new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.DROP));

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "3");
        assertThat(metrics.outcomes()).extracting(Outcome::label).containsExactly("delivered", "dropped", "delivered");
    }

    @Test
    void aGroupGoesOnAfterAParkedMessage() {
        BreakableSink parking = new BreakableSink();
        fixture.sendToGroup("a", "1", "not JSON", "3");
        fixture.startParking(parking);

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "3");
        assertThat(parking.bodies()).containsExactly("not JSON");
        assertThat(metrics.outcomes()).extracting(Outcome::label).containsExactly("delivered", "parked", "delivered");
    }

    @Test
    void aGroupGoesOnAfterAStaleMessage() {
        fixture.sendToGroup("a", "1");
        queue.send("2", attributes("ttl", "0ms"), Optional.of("a"));
        fixture.sendToGroup("a", "3");
        fixture.start(new ConfigBuilder());

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "3");
        assertThat(metrics.outcomes()).extracting(Outcome::label).containsExactly("delivered", "stale", "delivered");
    }

    @Test
    void whenParkingFailsTheRestOfTheGroupIsGivenBackAndComesInOrder() {
        BreakableSink parking = new BreakableSink();
        parking.breakBy(new SourceException(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        fixture.sendToGroup("a", "1", "not JSON", "3", "4");
        fixture.startParking(parking);
        await().until(() -> metrics.outcomes().size() >= 4);
        assertThat(metrics.outcomes())
                .extracting(Outcome::label)
                .startsWith("delivered", "released", "released", "released");
        assertThat(publisher.data()).containsExactly("1");

        parking.mend();

        await().atMost(LATER).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "3", "4");
        assertThat(parking.bodies()).containsExactly("not JSON");
    }

    @Test
    void withoutAnAudienceAGroupWaitsInTheQueueAndComesInOrder() {
        publisher.withClients(0);
        fixture.sendToGroup("a", "1", "2", "3");
        fixture.start(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE));
        await().until(() -> metrics.counts().getOrDefault("released", 0L) >= 3);

        publisher.withClients(1);

        await().atMost(LATER).until(() -> queue.size() == 0);
        // The first one was tried in vain, the others never.
        assertThat(publisher.data().stream().distinct()).containsExactly("1", "2", "3");
        assertThat(publisher.data()).endsWith("1", "2", "3").containsOnlyOnce("2", "3");
        assertThat(metrics.counts()).containsEntry("delivered", 3L).containsOnlyKeys("released", "delivered");
    }
}
