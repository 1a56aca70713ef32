package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.RecordingPublisher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
    void whatWaitsKeepsItsOrder() {
        IntStream.range(0, 10).forEach(i -> publisher.publish(message("early " + i)));

        publisher.begin(hub);

        assertThat(events())
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "early " + i).toList());
    }

    @Test
    void whatComesMeanwhileOvertakesNothing() {
        publisher.publish(message("1"));
        publisher.publish(message("2"));

        publisher.begin(message -> {
            if (message.event().equals("1")) {
                CompletableFuture.runAsync(() -> publisher.publish(message("3")))
                        .join();
            }
            return hub.publish(message);
        });
        publisher.publish(message("4"));

        assertThat(events()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void whatFollowsAHandOffWaitsForItsTurn() {
        publisher.publish(message("1")).thenAccept(handedOff -> publisher.publish(message("3")));
        publisher.publish(message("2"));

        publisher.begin(hub);

        assertThat(events()).containsExactly("1", "2", "3");
    }

    @Test
    void aThreadThatPublishesAllTheTimeIsHeardInOrder() throws InterruptedException {
        int count = 10_000;
        CountDownLatch begun = new CountDownLatch(100);
        CompletableFuture<Void> busy =
                CompletableFuture.runAsync(() -> IntStream.range(0, count).forEach(i -> {
                    publisher.publish(message(Integer.toString(i)));
                    begun.countDown();
                }));

        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        publisher.begin(hub);
        busy.join();

        assertThat(events())
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    @Test
    void aHubThatBreaksFailsOnlyWhatItWasGiven() {
        CompletionStage<HandOff> first = publisher.publish(message("1"));
        CompletionStage<HandOff> second = publisher.publish(message("2"));

        publisher.begin(message -> {
            if (message.event().equals("1")) {
                throw new IllegalStateException("a bug");
            }
            return hub.publish(message);
        });

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isCompleted();
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

    private List<String> events() {
        return hub.published().stream().map(PushMessage::event).toList();
    }

    private static PushMessage message(String event) {
        return PushMessage.of("/", Audience.EVERYONE, event, RawJson.number(1));
    }
}
