package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.InFlightLimit.Reservation;
import io.queuewire.intake.OutageGate.Turn;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import io.queuewire.testkit.ScriptedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The polling side on its own: what it asks the queue for and when, and what it does with the answers. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a poller does not end for an interrupt
class PollerTest {

    private static final long PLENTY = 1_000L * ReceivedMessage.LARGEST;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Fault UNAVAILABLE = new Fault(Fault.Kind.PASSING, "ServiceUnavailable", "try later");

    /** More than any of these tests makes: what the gate does is not their subject. */
    private static final int CALLS_PER_SECOND = 1_000;

    private final ManualClock clock = new ManualClock();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final ScriptedQueue queue = new ScriptedQueue();
    private final OutageGate gate =
            new OutageGate(2, new OutagePace(CALLS_PER_SECOND, clock::nanos), new Backoff(() -> 0), clock::nanos);
    private final QueueHealth health = new QueueHealth(queue.url(), clock);
    private final Pause pause = new Pause(clock);
    private final IntakeConfig config =
            new ConfigBuilder().pollWait(Duration.ofSeconds(5)).build();
    private InFlightLimit limit = new InFlightLimit(500, PLENTY);
    private Optional<QueueThread> running = Optional.empty();

    @AfterEach
    void cut() throws InterruptedException {
        if (running.isPresent()) {
            running.get().cut();
        }
    }

    @Test
    void aPollAsksForTenMessagesAndForNoMoreThanThereIsRoomFor() {
        limit = new InFlightLimit(13, PLENTY);
        queue.thenBring(message("1"), message("2"), message("3"), message("4"))
                .thenBring(message("5"), message("6"), message("7"), message("8"), message("9"))
                .thenBring();

        poll();

        assertThat(queue.calls()).extracting(PollerTest::wanted).containsExactly(10, 9, 4);
    }

    @Test
    void aPollAsksForNoMoreThanSurelyFitsHoweverLargeTheMessagesAre() {
        limit = new InFlightLimit(500, 2L * ReceivedMessage.LARGEST + 1);
        queue.thenBring(message("1")).thenBring(message("2")).thenBring();

        poll();

        // The first of them takes the one byte that was over, the second one of a message that might be the largest.
        assertThat(queue.calls()).extracting(PollerTest::wanted).containsExactly(2, 2, 1);
    }

    @Test
    void theRoomOfPollsThatBroughtNothingIsFree() {
        limit = new InFlightLimit(10, PLENTY);
        queue.thenBring()
                .thenFailToReceive(UNAVAILABLE)
                .thenReceive(() -> {
                    throw new IllegalStateException("this should not have been");
                })
                .thenBring();

        poll();

        assertThat(queue.calls()).hasSize(4).extracting(PollerTest::wanted).containsOnly(10);
    }

    @Test
    void whatAPollBringsIsPublishedTogether() {
        queue.thenBring(message("1"), message("2")).thenBring(message("3"));

        poll();

        assertThat(publisher.data()).containsExactly("1", "2", "3");
        assertThat(publisher.gatherings()).isEqualTo(2);
        assertThat(metrics.polls()).isEqualTo(2);
        assertThat(health.lastPoll()).contains(clock.instant());
    }

    @Test
    void theFirstPollAndTheProbesOfAnOutageAreShort() {
        queue.thenBring()
                .thenBring()
                .thenFailToReceive(UNAVAILABLE)
                .thenFailToReceive(UNAVAILABLE)
                .thenBring()
                .thenBring()
                .thenBring();

        poll();

        assertThat(queue.calls())
                .containsExactly(
                        "receive 10, wait 1 s, hide 30 s",
                        "receive 10, wait 5 s, hide 30 s",
                        "receive 10, wait 5 s, hide 30 s",
                        "receive 10, wait 1 s, hide 30 s",
                        "receive 10, wait 1 s, hide 30 s",
                        "receive 10, wait 1 s, hide 30 s",
                        "receive 10, wait 5 s, hide 30 s");
    }

    @Test
    void aFaultLastsUntilAPollIsAnswered() {
        List<Optional<Fault>> duringTheCalls = new ArrayList<>();
        queue.thenFailToReceive(UNAVAILABLE).thenReceive(() -> {
            duringTheCalls.add(fault());
            return List.of();
        });

        poll();

        assertThat(duringTheCalls).containsExactly(Optional.of(UNAVAILABLE));
        assertThat(fault()).isEmpty();
        assertThat(metrics.faults()).containsExactly(UNAVAILABLE);
        assertThat(metrics.polls()).isEqualTo(1);
    }

    @Test
    void aDefectEndsNothing() {
        queue.thenReceive(() -> {
                    throw new IllegalStateException("this should not have been");
                })
                .thenBring(message("1"));

        poll();

        assertThat(metrics.stumbles()).isEqualTo(1);
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void anInterruptByItselfEndsNothingAndIsNoFault() {
        queue.thenFailToReceive(UNAVAILABLE)
                .thenReceive(() -> {
                    throw new InterruptedException("by nobody in particular");
                })
                .thenBring(message("1"));

        poll();

        assertThat(publisher.data()).containsExactly("1");
        assertThat(metrics.faults()).containsExactly(UNAVAILABLE);
        assertThat(gate.tryNow()).contains(Turn.NORMAL);
    }

    @Test
    void aStopLetsThePollUnderWayEndAndDealsWithWhatItBrings() {
        Poller poller = poller();
        QueueThread thread = start(poller);
        queue.whenOver(() -> {});
        queue.thenReceive(() -> {
            poller.stop(thread);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return List.of(message("1"));
        });

        thread.start();

        awaitEnd(thread);
        assertThat(publisher.data()).containsExactly("1");
        assertThat(queue.calls()).last().asString().startsWith("receive");
        assertThat(metrics.stumbles()).isZero();
    }

    @Test
    void whoIsStoppedBeforeItBeginsDoesNotPoll() {
        Poller poller = poller();
        QueueThread thread = start(poller);

        poller.stop(thread);
        thread.start();

        awaitEnd(thread);
        assertThat(queue.calls()).isEmpty();
    }

    @Test
    void aStopEndsTheWaitForRoom() throws InterruptedException {
        limit = new InFlightLimit(1, PLENTY);
        try (Reservation taken = limit.reserve(1)) {
            assertThat(taken.places()).isEqualTo(1);
            Poller poller = poller();
            QueueThread thread = start(poller);
            thread.start();
            awaitWaiting(thread, QueueActivity.AWAITING_ROOM);

            poller.stop(thread);

            awaitEnd(thread);
        }
        assertThat(queue.calls()).isEmpty();
    }

    @Test
    void aPausedQueueIsNotPolledUntilThePauseEnds() {
        pause.begin();
        Poller poller = poller();
        QueueThread thread = start(poller);
        queue.thenBring(message("1"));
        queue.whenOver(() -> poller.stop(thread));
        thread.start();
        awaitWaiting(thread, QueueActivity.PAUSED);
        assertThat(queue.calls()).isEmpty();

        pause.end();

        awaitEnd(thread);
        assertThat(publisher.data()).containsExactly("1");
    }

    @Test
    void whoGetsItsTurnWhenTheQueueHasBeenPausedLeavesItToOthers() {
        gate.failed(gate.tryNow().orElseThrow(), Fault.Kind.PASSING);
        Turn probe = gate.tryNow().orElseThrow();
        QueueThread thread = start(poller());
        thread.start();
        awaitWaiting(thread, QueueActivity.AWAITING_RETRY);

        pause.begin();
        gate.withdrawn(probe);

        awaitWaiting(thread, QueueActivity.PAUSED);
        assertThat(queue.calls()).isEmpty();
        assertThat(gate.tryNow()).contains(Turn.PROBE);
    }

    /** Lets a poller work, on this thread, until the queue has given its last answer. */
    private void poll() {
        Poller poller = poller();
        QueueThread thread = new QueueThread("poll", queue, poller);
        queue.whenOver(() -> poller.stop(thread));
        poller.accept(thread);
    }

    private Poller poller() {
        InHand inHand = new InHand(limit, clock::nanos);
        Settlement settlement = new Settlement(
                inHand, config.visibility(), false, Parts.gates(CALLS_PER_SECOND, clock::nanos), metrics, clock::nanos);
        DuplicateWindow duplicates = new DuplicateWindow(config.dedupe(), clock::nanos);
        Ending ending = new Ending(queue.url(), inHand, settlement, duplicates, metrics, MessageTracer.NONE);
        Judge judge = Parts.judge(queue.url(), config, duplicates, metrics, clock);
        MessageFlow flow = new MessageFlow(queue.url(), inHand, publisher, judge, ending, metrics);
        return new Poller(config, limit, pause, gate, flow, health, metrics, clock::nanos);
    }

    /** A thread that is ended with the test, to be started by it. */
    private QueueThread start(Poller poller) {
        QueueThread thread = new QueueThread("poll", queue, poller);
        running = Optional.of(thread);
        return thread;
    }

    private static void awaitWaiting(QueueThread thread, QueueActivity activity) {
        await().until(() -> {
            IntakeThread now = thread.now(IntakeThread.Role.POLLER);
            return now.activity() == activity && now.thread().getState() == Thread.State.WAITING;
        });
    }

    private static void awaitEnd(QueueThread thread) {
        await().atMost(SOON).until(() -> thread.now(IntakeThread.Role.POLLER).activity() == QueueActivity.ENDED);
    }

    private static ReceivedMessage message(String body) {
        return ReceivedMessages.of("message " + body, body);
    }

    /** How many messages a poll asked for. */
    private static int wanted(String call) {
        return Integer.parseInt(call.substring("receive ".length(), call.indexOf(',')));
    }

    private Optional<Fault> fault() {
        return health.fault(QueueHealth.Side.POLLS).map(IntakeStatus.Ongoing::fault);
    }
}
