package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.InFlightLimit.Reservation;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.RecordingMetrics;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way of messages from a poll to their end, above all which of them wait for which. */
class MessageFlowTest {

    private static final QueueUrl STANDARD = new QueueUrl("http://h/1/items");
    private static final QueueUrl FIFO = new QueueUrl("http://h/1/items.fifo");
    private static final int PLENTY = 50_000;

    private final ManualClock clock = new ManualClock();
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final InFlightLimit limit = new InFlightLimit(PLENTY, (long) PLENTY * ReceivedMessage.LARGEST);
    private final InHand inHand = new InHand(limit, this::nanosOfMessages);
    private final DuplicateWindow duplicates = new DuplicateWindow(Duration.ofMinutes(5), clock::nanos);
    private final SettlementGates gates = Parts.gates(1, clock::nanos);
    private final Settlement settlement =
            new Settlement(inHand, Duration.ofSeconds(30), true, gates, metrics, clock::nanos);
    private final Ending ending = new Ending(FIFO, inHand, settlement, duplicates, metrics, MessageTracer.NONE);
    private final MessageFlow flow = flow(FIFO);
    private boolean breakClockOnce;

    @Test
    void onAStandardQueueEachMessageGoesByItself() {
        publisher.holdingBack();

        accept(flow(STANDARD), first("g", "1", "2"));
        accept(flow(STANDARD), first("g", "3"));

        assertThat(publisher.data()).containsExactly("1", "2", "3");
    }

    @Test
    void aGroupThatComesAgainWhileItIsInHandKeepsItsOrder() {
        publisher.holdingBack();
        accept(flow, first("g", "1", "2"));

        accept(flow, both(again("g", "1", "2"), first("g", "3")));

        assertThat(publisher.data()).containsExactly("1");
        publisher.handOff();
        assertThat(publisher.data()).containsExactly("1", "2");
        publisher.handOff();
        assertThat(publisher.data()).containsExactly("1", "2", "3");
        publisher.handOff();
        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 3L, "duplicate", 2L));
    }

    @Test
    void aFailureGivesBackWhatLaterPollsBroughtOfItsGroupInOrder() {
        publisher.holdingBack();
        accept(flow, both(first("g", "1", "2"), first("other", "10")));
        accept(flow, both(again("g", "1", "2"), both(first("g", "3"), first("other", "20"))));

        publisher.failHandOff(new PublishRefusedException("not now"));

        assertThat(settlement.poll())
                .hasValueSatisfying(work -> assertThat(work)
                        .isInstanceOfSatisfying(
                                SettlementWork.GiveBack.class,
                                giveBack -> assertThat(giveBack.tasks())
                                        .extracting(task -> task.message().id())
                                        .containsExactly("1", "2", "3")));
        assertThat(publisher.data()).containsExactly("1", "10");
        publisher.handOff();
        assertThat(publisher.data()).containsExactly("1", "10", "20");
    }

    @Test
    void aGroupThatWasGivenBackGoesAgainAtOnce() {
        publisher.holdingBack();
        accept(flow, first("g", "1", "2"));
        publisher.failHandOff(new PublishRefusedException("not now"));

        accept(flow, again("g", "1", "2"));

        assertThat(publisher.data()).containsExactly("1", "1");
        publisher.handOff();
        assertThat(publisher.data()).containsExactly("1", "1", "2");
    }

    @Test
    void nobodyWaitsForAMessageThatHasEndedAndIsNotDeletedYet() {
        accept(flow, first("g", "1"));
        assertThat(inHand.count()).isEqualTo(1);

        accept(flow, both(again("g", "1"), first("g", "2")));

        assertThat(publisher.data()).containsExactly("1", "2");
    }

    @Test
    void nobodyWaitsForAHandOffThatWasGivenUp() {
        publisher.holdingBack();
        accept(flow, first("g", "1", "2"));
        ending.end(inHand.all().getFirst(), new Outcome.Released(Duration.ZERO, "no hand-off within 15 minutes"));

        accept(flow, both(again("g", "1", "2"), first("g", "3")));

        assertThat(publisher.data()).containsExactly("1", "1");
        publisher.handOff(); // of the first one, at last
        assertThat(publisher.data()).containsExactly("1", "1");
        publisher.handOff();
        publisher.handOff();
        assertThat(publisher.data()).containsExactly("1", "1", "2", "3");
    }

    @Test
    void aGroupOfManyMessagesThatEndAtOnceEndsToo() {
        publisher.holdingBack();
        List<ReceivedMessage> many = IntStream.range(0, 20_000)
                .mapToObj(i -> message("g", Integer.toString(i), 1))
                .toList();
        many.stream().skip(1).forEach(message -> duplicates.remember(message.id()));
        accept(flow, many);

        publisher.handOff();

        assertThat(metrics.counts()).isEqualTo(Map.of("delivered", 1L, "duplicate", 19_999L));
    }

    @Test
    void aGroupThatTwoPollersAreBroughtKeepsItsOrder() throws InterruptedException {
        List<String> all = IntStream.range(0, 3_000).mapToObj(Integer::toString).toList();
        Runnable polls = () -> {
            for (int from = 0; from < all.size(); from += 3) {
                accept(flow, first("g", all.subList(from, from + 3).toArray(String[]::new)));
            }
        };
        Thread other = Thread.ofPlatform().start(polls);

        polls.run();
        other.join();

        assertThat(publisher.data()).isEqualTo(all);
    }

    @Test
    void whatBreaksAfterTheHandOffIsCountedAndTheMessageGoesBackWithThoseBehindIt() {
        publisher.holdingBack();
        accept(flow, first("g", "1", "2"));
        breakClockOnce = true;

        publisher.handOff();

        assertThat(metrics.stumbles()).isEqualTo(1);
        assertThat(metrics.counts()).isEqualTo(Map.of("released", 2L));
        assertThat(settlement.poll()).containsInstanceOf(SettlementWork.GiveBack.class);
        assertThat(publisher.data()).containsExactly("1");
    }

    private long nanosOfMessages() {
        if (breakClockOnce) {
            breakClockOnce = false;
            throw new IllegalStateException("this should not have been");
        }
        return clock.nanos();
    }

    private MessageFlow flow(QueueUrl queue) {
        Judge judge = Parts.judge(queue, new ConfigBuilder().build(), duplicates, metrics, clock);
        return new MessageFlow(queue, inHand, publisher, judge, ending, metrics);
    }

    private void accept(MessageFlow through, List<ReceivedMessage> batch) {
        try (Reservation room = limit.reserve(batch.size())) {
            through.accept(batch, room);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ReceivedMessage> both(List<ReceivedMessage> some, List<ReceivedMessage> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<ReceivedMessage> first(String group, String... bodies) {
        return received(group, 1, bodies);
    }

    private static List<ReceivedMessage> again(String group, String... bodies) {
        return received(group, 2, bodies);
    }

    private static List<ReceivedMessage> received(String group, int receiveCount, String... bodies) {
        List<ReceivedMessage> messages = new ArrayList<>();
        for (String body : bodies) {
            messages.add(message(group, body, receiveCount));
        }
        return messages;
    }

    /** Its body is its id. */
    private static ReceivedMessage message(String group, String body, int receiveCount) {
        ReceivedMessage message = ReceivedMessages.of(body, body);
        return new ReceivedMessage(
                message.id(),
                message.body(),
                message.attributes(),
                message.receipt() + receiveCount,
                receiveCount,
                message.sentAt(),
                Optional.of(group),
                message.traceHeader());
    }
}
