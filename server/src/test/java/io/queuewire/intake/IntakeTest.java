package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
    private Optional<Intake> intake = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        if (intake.isPresent()) {
            intake.get().stop(Duration.ofSeconds(2));
        }
        assertThat(metrics.stumbles()).isZero();
    }

    @Test
    void aMessageIsPublishedAndThenDeleted() {
        start(new ConfigBuilder());

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
        start(new ConfigBuilder());
        queue.send("1");
        queue.send("2");
        await().until(() -> publisher.published().size() == 2);

        publisher.handOff();

        await().until(() -> queue.size() == 1);
        assertThat(queue.bodies()).containsExactly("2");
        assertThat(intake().status().inHand()).isEqualTo(1);
        assertThat(intake().status().inHandBytes()).isEqualTo(1);
        publisher.handOff();
        await().until(() -> intake().status().inHand() == 0);
    }

    @Test
    void aHundredMessagesAreDeletedInBatchesOfTen() {
        start(new ConfigBuilder().pollers(2));

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
        intake = Optional.of(new Intake(
                queue,
                new ConfigBuilder().build(),
                publisher,
                Optional.empty(),
                metrics,
                (url, message, inHand, outcome) ->
                        told.add(url.name() + " " + message.body() + " " + outcome.label())));
        intake().start();

        queue.send("1");
        queue.send("no JSON");

        await().until(() -> metrics.outcomes().size() == 2);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        queue.url().name() + " 1 delivered", queue.url().name() + " no JSON invalid");
    }

    @Test
    void withoutAnAudienceAMessageIsDeleted() {
        publisher.withClients(0);
        start(new ConfigBuilder());

        queue.send("1");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.NoAudience());
    }

    @Test
    void theTestOfStorageNotificationsIsDeletedUnseenEvenIfMessagesWaitForAnAudience() {
        start(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE));

        queue.send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.NoAudience());
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void withoutAnAudienceAMessageWaitsInTheQueueIfThatIsWanted() {
        publisher.withClients(0);
        start(new ConfigBuilder().noAudience(IntakeConfig.NoAudience.RELEASE));

        String id = queue.send("1");

        await().until(() -> queue.receives(id) == 2);
        publisher.withClients(3);
        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(metrics.counts()).containsEntry("delivered", 1L).containsKey("released");
        assertThat(metrics.redeliveries()).isPositive();
    }

    @Test
    void anInvalidMessageIsLeftToTheRedrivePolicyByDefault() {
        start(new ConfigBuilder());

        String id = queue.send("not JSON");
        queue.send("1");

        await().until(() -> queue.size() == 1);
        assertThat(queue.invisibleFor(id)).isPositive();
        await().until(() -> metrics.counts().equals(Map.of("invalid", 1L, "delivered", 1L)));
        assertThat(intake().status().inHand()).isZero();
    }

    @Test
    void anInvalidMessageIsDroppedIfThatIsWanted() {
        start(new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.DROP));

        queue.send("not JSON");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).singleElement().isInstanceOf(Outcome.Dropped.class);
    }

    @Test
    void aStaleMessageIsDeletedUnseen() {
        start(new ConfigBuilder());

        queue.send("1", attributes("ttl", "0ms"), Optional.empty());
        queue.send("2", attributes("ttl", "1h"), Optional.empty());

        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("2");
        assertThat(metrics.counts()).isEqualTo(Map.of("stale", 1L, "delivered", 1L));
    }

    @Test
    void aRedeliveryOfAnEndedMessageIsDeletedUnseen() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));

        queue.send("1");

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1), new Outcome.Duplicate());
        assertThat(metrics.failedSettlements()).containsExactly("ReceiptHandleIsInvalid");
    }

    @Test
    void withoutDedupeARedeliveryIsShownAgain() {
        queue.refuseNextDelete(new EntryResult.Gone("ReceiptHandleIsInvalid"));
        start(new ConfigBuilder().visibility(Duration.ofSeconds(2)).dedupe(Duration.ZERO));

        queue.send("1");

        await().atMost(SOON).until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1", "1");
    }

    @Test
    void aMessageThatComesManyTimesAtOnceIsShownOnceAndDeletedByItsLatestReceipt() {
        queue.repeatMessages(10);
        start(new ConfigBuilder().pollers(2));

        IntStream.range(0, 100).forEach(i -> queue.send(Integer.toString(i)));

        await().until(() -> queue.size() == 0);
        await().until(() -> metrics.counts().equals(Map.of("delivered", 100L, "duplicate", 900L)));
        assertThat(publisher.data()).hasSize(100).doesNotHaveDuplicates();
        assertThat(metrics.failedSettlements()).isEmpty();
    }

    @Test
    void aDeleteThatIsRefusedForNowIsRepeated() {
        queue.refuseNextDelete(new EntryResult.Retryable("InternalError"));
        start(new ConfigBuilder());

        queue.send("1");

        await().until(() -> queue.size() == 0);
        assertThat(metrics.failedSettlements()).isEmpty();
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1));
    }

    @Test
    void aMessageInHandIsKeptInvisibleForAsLongAsItTakes() {
        publisher.holdingBack();
        start(new ConfigBuilder().visibility(Duration.ofSeconds(2)));
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
        start(new ConfigBuilder());
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
        start(new ConfigBuilder().inFlight(15).pollers(3));

        IntStream.range(0, 50).forEach(i -> queue.send(Integer.toString(i)));

        await().until(() -> publisher.published().size() == 15);
        await().during(Duration.ofMillis(300)).until(() -> publisher.published().size() == 15);
        publisher.handOff();
        await().until(() -> publisher.published().size() == 16);
    }

    @Test
    void theLoopOutlivesFaultsAndRecoversByItself() {
        queue.failReceives(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        start(new ConfigBuilder());
        queue.send("1");

        await().until(() -> intake().status().pollFault().isPresent());
        assertThat(intake().status().problem(Clock.systemUTC().instant()))
                .hasValueSatisfying(problem -> assertThat(problem).contains("ServiceUnavailable"));
        queue.failReceives(Optional.empty());

        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0);
        assertThat(intake().status().pollFault()).isEmpty();
        assertThat(intake().status().problem(Clock.systemUTC().instant())).isEmpty();
    }

    @Test
    void whatCouldNotBeDeletedInAnOutageIsDeletedAfterIt() {
        queue.failSettlement(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        start(new ConfigBuilder());
        queue.send("1");

        await().until(() -> intake().status().settlementFault().isPresent());
        queue.failSettlement(Optional.empty());

        await().atMost(Duration.ofSeconds(10)).until(() -> queue.size() == 0);
        assertThat(metrics.outcomes()).containsExactly(new Outcome.Delivered(1));
        await().until(() -> intake().status().settlementFault().isEmpty());
    }

    @Test
    void groupsOfAFifoQueueGoOneMessageAfterAnother() {
        queue = new InMemoryQueue("items.fifo", Clock.systemUTC());
        publisher.holdingBack();
        sendToGroup("a", "1", "2");
        sendToGroup("b", "10", "20");
        start(new ConfigBuilder());

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
        queue = new InMemoryQueue("items.fifo", Clock.systemUTC());
        publisher.holdingBack();
        sendToGroup("a", "1", "2", "3", "4");
        start(new ConfigBuilder());
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
        queue = new InMemoryQueue("items.fifo", Clock.systemUTC());
        sendToGroup("a", "1", "not JSON", "3");
        start(new ConfigBuilder());

        await().until(() -> metrics.counts().equals(Map.of("delivered", 1L, "invalid", 1L, "released", 1L)));

        await().until(() -> queue.bodies().equals(List.of("not JSON", "3")));
        await().until(() -> queue.visible() == 1);
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void aGroupOnAStandardQueueIsNoPromiseOfOrder() {
        publisher.holdingBack();
        sendToGroup("a", "1", "2");
        start(new ConfigBuilder());

        await().until(() -> publisher.published().size() == 2);
    }

    @Test
    void aStopDealsWithWhatThePollUnderWayBrings() throws InterruptedException {
        start(new ConfigBuilder());
        await().until(() -> queue.calls().contains("receive"));

        Thread stopping = Thread.ofPlatform().start(this::stopIntake);
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        queue.send("1");
        stopping.join();

        assertThat(queue.size()).isZero();
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void aStopWaitsForHandOffsAndGivesBackWhatHasNone() throws InterruptedException {
        publisher.holdingBack();
        start(new ConfigBuilder());
        queue.send("1");
        queue.send("2");
        await().until(() -> publisher.published().size() == 2);

        Thread stopping = Thread.ofPlatform().start(this::stopIntake);
        publisher.handOff();
        stopping.join();

        assertThat(queue.bodies()).containsExactly("2");
        assertThat(queue.visible()).isEqualTo(1);
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L, "released", 1L));
    }

    @Test
    void aPollThatHangsIsCutAtAStop() throws InterruptedException {
        queue.hang();
        start(new ConfigBuilder());
        await().until(() -> queue.calls().contains("receive"));
        long start = System.nanoTime();

        intake().stop(Duration.ofSeconds(3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("queuewire-poll-items"));
    }

    @Test
    void aStopDuringAnOutageIsBounded() throws InterruptedException {
        Fault fault = new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone");
        start(new ConfigBuilder());
        queue.failSettlement(Optional.of(fault));
        queue.send("1");
        await().until(() -> intake().status().settlementFault().isPresent());
        queue.failReceives(Optional.of(fault));
        await().until(() -> intake().status().pollFault().isPresent());
        long start = System.nanoTime();

        intake().stop(Duration.ofSeconds(3));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void aPausedQueueIsNotPolledUntilItIsResumed() {
        start(new ConfigBuilder().pollers(2));
        await().until(() -> intake().status().lastPoll().isPresent());

        intake().pause();
        // What is under way ends by itself: each poller comes to rest after at most one more answer.
        await().until(() -> pollersThatWaitIn("Pause") == 2);
        int polls = queue.calls().size();
        queue.send("1");

        await().during(Duration.ofMillis(500)).until(() -> queue.calls().size() == polls);
        assertThat(intake().status().state()).isEqualTo(IntakeStatus.State.PAUSED);
        intake().resume();
        await().until(() -> queue.size() == 0);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(intake().status().state()).isEqualTo(IntakeStatus.State.POLLING);
    }

    @Test
    void aPauseHoldsNothingUpThatIsInHand() {
        publisher.holdingBack();
        start(new ConfigBuilder());
        queue.send("1");
        await().until(() -> publisher.published().size() == 1);

        intake().pause();
        publisher.handOff();

        await().until(() -> queue.size() == 0);
    }

    @Test
    void aPauseEndsTheProbesOfAnOutage() {
        queue.failReceives(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));
        start(new ConfigBuilder().pollers(3));
        await().until(() -> intake().status().state() == IntakeStatus.State.FAILING);

        intake().pause();

        await().until(() -> pollersThatWaitIn("Pause") == 3);
        int polls = queue.calls().size();
        queue.failReceives(Optional.empty());
        intake().resume();
        await().until(() -> queue.calls().size() > polls);
        await().until(() -> intake().status().state() == IntakeStatus.State.POLLING);
    }

    @Test
    void aPausedQueueStopsAtOnce() throws InterruptedException {
        start(new ConfigBuilder());
        intake().pause();
        await().until(() -> pollersThatWaitIn("Pause") == 1);
        long start = System.nanoTime();

        intake().stop(SOON);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(intake().status().state()).isEqualTo(IntakeStatus.State.STOPPING);
    }

    private static long pollersThatWaitIn(String type) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("queuewire-poll-items"))
                .filter(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith("." + type)))
                .count();
    }

    @Test
    void aHandOffThatTakesLongIsSeen() {
        publisher.holdingBack();
        start(new ConfigBuilder());
        String id = queue.send("\"text\"");
        await().until(() -> publisher.published().size() == 1);
        queue.failSettlement(Optional.of(new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later")));

        assertThat(intake().held(10)).singleElement().satisfies(message -> {
            assertThat(message.id()).isEqualTo(id);
            assertThat(message.stage()).isEqualTo("publishing");
            assertThat(message.age()).isGreaterThanOrEqualTo(message.stageAge());
            assertThat(message.size()).isEqualTo(6);
            assertThat(message.receiveCount()).isEqualTo(1);
        });
        assertThat(intake().held(0)).isEmpty();
        publisher.handOff();
        await().until(() -> intake().held(10).getFirst().stage().equals("deleting"));
        queue.failSettlement(Optional.empty());
        await().until(() -> intake().held(10).isEmpty());
    }

    @Test
    void theDepthIsAskedForOnDemand() throws InterruptedException {
        intake = Optional.of(new Intake(queue, new ConfigBuilder().build(), publisher, Optional.empty(), metrics));
        queue.send("1");

        assertThat(intake().depth(SOON)).isEqualTo(new QueueDepth(1, 0, 0));
    }

    @Test
    void threadsAreNamedAfterTheQueue() {
        start(new ConfigBuilder().pollers(2));

        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .contains(
                        "queuewire-poll-items-1",
                        "queuewire-poll-items-2",
                        "queuewire-settle-items-1",
                        "queuewire-settle-items-2");
    }

    @Test
    void anIntakeThatWasNeverStartedStopsAtOnce() throws InterruptedException {
        new Intake(queue, new ConfigBuilder().build(), publisher, Optional.empty(), metrics).stop(SOON);

        assertThat(queue.calls()).isEmpty();
    }

    @Test
    void aMessageThatCannotBeParkedIsGivenBack() {
        MessageSink broken = new BrokenSink();
        Intake started = new Intake(
                queue,
                new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build(),
                publisher,
                Optional.of(broken),
                metrics);
        intake = Optional.of(started);
        started.start();

        String id = queue.send("not JSON");

        await().until(() -> queue.receives(id) >= 2);
        assertThat(metrics.counts()).containsOnlyKeys("released");
    }

    private record BrokenSink() implements MessageSink {
        @Override
        public QueueUrl url() {
            return new QueueUrl("http://memory/000000000000/parking");
        }

        @Override
        public String send(OutgoingMessage message) {
            throw new SourceException(new Fault(Fault.Kind.CONFIGURATION, "QueueDoesNotExist", "gone"));
        }
    }

    @Test
    void parkingNeedsAParkingQueue() {
        IntakeConfig config =
                new ConfigBuilder().onInvalid(IntakeConfig.OnInvalid.PARK).build();

        assertThatThrownBy(() -> new Intake(queue, config, publisher, Optional.empty(), metrics))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected one");
    }

    private void start(ConfigBuilder config) {
        Intake started = new Intake(queue, config.build(), publisher, Optional.empty(), metrics);
        intake = Optional.of(started);
        started.start();
    }

    private Intake intake() {
        return intake.orElseThrow();
    }

    private void stopIntake() {
        try {
            intake().stop(SOON);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void sendToGroup(String group, String... bodies) {
        for (String body : bodies) {
            queue.send(body, Map.of(), Optional.of(group));
        }
    }
}
