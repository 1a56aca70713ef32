package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The way of a message through a whole intake, from the queue to the publisher and back. */
class IntakeTest {

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
    void aMessageIsPublishedAndThenDeleted() {
        fixture.start(new ConfigBuilder());

        queue.send("{\"id\":1}");

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("{\"id\":1}");
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1));
        assertThat(metrics.handOffs()).singleElement().satisfies(handOff -> {
            assertThat(handOff.clients()).isEqualTo(1);
            assertThat(handOff.sinceReceive()).isBetween(Duration.ZERO, SOON);
            assertThat(handOff.sinceSent()).isBetween(Duration.ZERO, SOON);
        });
    }

    @Test
    void nothingIsDeletedBeforeItsHandOff() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        queue.send("1");
        queue.send("2");
        await().until(() -> publisher.published().size() == 2);

        publisher.handOff();

        await().until(() -> queue.size() == 1);
        assertThat(queue.bodies()).containsExactly("2");
        assertThat(fixture.intake().status().inHand()).isEqualTo(1);
        assertThat(fixture.intake().status().inHandBytes()).isEqualTo(1);
        publisher.handOff();
        await().until(() -> fixture.intake().status().inHand() == 0);
    }

    @Test
    void bytesInHandAreThoseOfBodiesAndAttributes() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        queue.send("\"\u20ac\"", ReceivedMessages.attributes("room", "7"), Optional.empty());
        await().until(() -> publisher.published().size() == 1);

        assertThat(fixture.intake().status().inHandBytes()).isEqualTo(5 + 4 + "String".length() + 1);
        publisher.handOff();
        await().until(() -> fixture.intake().status().inHandBytes() == 0);
    }

    @Test
    void aHundredMessagesAreDeletedInBatchesOfTen() {
        fixture.start(new ConfigBuilder().pollers(2));

        IntStream.range(0, 100).forEach(i -> queue.send(Integer.toString(i)));

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
        assertThat(metrics.counts()).containsExactly(Map.entry("delivered", 100L));
        assertThat(queue.calls().stream().filter(call -> call.startsWith("delete")))
                .hasSizeLessThan(40);
    }

    @Test
    void theTracerIsToldOfEachMessageOnce() {
        Queue<String> told = new ConcurrentLinkedQueue<>();
        fixture.own(new Intake(
                queue,
                new ConfigBuilder().build(),
                publisher,
                Optional.empty(),
                metrics,
                (url, message, inHand, outcome) ->
                        told.add(url.name() + " " + message.body() + " " + outcome.label())));
        fixture.intake().start();

        queue.send("1");
        queue.send("no JSON");

        await().until(() -> metrics.outcomes().size() == 2);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        queue.url().name() + " 1 delivered", queue.url().name() + " no JSON invalid");
    }

    @Test
    void aMessageInHandIsKeptInvisibleForAsLongAsItTakes() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));
        String id = queue.send("1");
        await().until(() -> publisher.published().size() == 1);

        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> queue.visible() == 0);

        publisher.handOff();
        assertThat(queue.receives(id)).isEqualTo(1);
        await().until(() -> queue.size() == 0);
    }

    @Test
    void aFailedHandOffGivesTheMessageBackAfterAWhile() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        String id = queue.send("1");
        await().until(() -> publisher.published().size() == 1);

        publisher.failHandOff(new PublishRefusedException("the loop stops"));

        await().until(() -> queue.invisibleFor(id).compareTo(Duration.ofSeconds(1)) <= 0);
        await().until(() -> publisher.published().size() == 2);
        publisher.handOff();
        await().until(() -> queue.size() == 0);
        assertThat(metrics.counts()).isEqualTo(Map.of("released", 1L, "delivered", 1L));
    }

    @Test
    void neverMoreThanTheLimitIsInHand() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder().inFlight(15).pollers(3));

        IntStream.range(0, 50).forEach(i -> queue.send(Integer.toString(i)));

        await().until(() -> publisher.published().size() == 15);
        await().during(Duration.ofMillis(300)).until(() -> publisher.published().size() == 15);
        publisher.handOff();
        await().until(() -> publisher.published().size() == 16);
    }

    @Test
    void aGroupOnAStandardQueueIsNoPromiseOfOrder() {
        publisher.holdingBack();
        fixture.sendToGroup("a", "1", "2");
        fixture.start(new ConfigBuilder());

        await().until(() -> publisher.published().size() == 2);
    }

    @Test
    void aHandOffThatTakesLongIsSeen() {
        publisher.holdingBack();
        fixture.start(new ConfigBuilder());
        String id = queue.send("\"text\"");
        await().until(() -> publisher.published().size() == 1);
        queue.failSettlement(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));

        assertThat(fixture.intake().held(10)).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.stage()).isEqualTo("publishing");
            assertThat(message.age()).isGreaterThanOrEqualTo(message.stageAge());
            assertThat(message.size()).isEqualTo(6);
            assertThat(message.receiveCount()).isEqualTo(1);
        });
        assertThat(fixture.intake().held(0)).isEmpty();
        publisher.handOff();
        await().until(() -> fixture.intake().held(10).getFirst().stage().equals("deleting"));
        queue.failSettlement(Optional.empty());
        await().until(() -> fixture.intake().held(10).isEmpty());
    }

    @Test
    void theDepthIsAskedForOnDemand() throws InterruptedException {
        fixture.own(new Intake(queue, new ConfigBuilder().build(), publisher, Optional.empty(), metrics));
        queue.send("1");

        assertThat(fixture.intake().depth(SOON)).isEqualTo(new QueueDepth(1, 0, 0));
    }

    @Test
    void threadsAreNamedAfterTheQueue() {
        fixture.start(new ConfigBuilder().pollers(2));

        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .contains(
                        "queuewire-poll-items-1",
                        "queuewire-poll-items-2",
                        "queuewire-settle-items-1",
                        "queuewire-settle-items-2");
    }
}
