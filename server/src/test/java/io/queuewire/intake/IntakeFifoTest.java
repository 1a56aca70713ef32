package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of a FIFO queue's groups. */
class IntakeFifoTest {

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
}
