package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.RecordingPublisher;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LatePublisherTest {

    private final RecordingPublisher hub = new RecordingPublisher();
    private final LatePublisher publisher = new LatePublisher();

    @Test
    void whatIsPublishedBeforeTheHubIsThereWaitsForIt() {
        CompletionStage<HandOff> early = publisher.publish(message("early"));
        assertThat(early).isNotDone();

        publisher.begin(hub);

        assertThat(early).isCompleted();
        assertThat(hub.published()).extracting(PushMessage::event).containsExactly("early");
    }

    @Test
    void laterItGoesStraightOn() {
        publisher.begin(hub);

        assertThat(publisher.publish(message("late"))).isCompleted();
        assertThat(hub.published()).extracting(PushMessage::event).containsExactly("late");
    }

    @Test
    void whatIsGatheredGoesTheSameWay() {
        CompletableFuture<HandOff> early = new CompletableFuture<>();
        publisher.gather(together -> together.publish(message("early")).thenAccept(early::complete));
        assertThat(early).isNotDone();

        publisher.begin(hub);
        publisher.gather(together -> assertThat(together).isSameAs(hub));

        assertThat(early).isCompleted();
    }

    private static PushMessage message(String event) {
        return PushMessage.of("/", Audience.EVERYONE, event, RawJson.number(1));
    }
}
