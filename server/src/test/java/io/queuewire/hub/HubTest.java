package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HubTest {

    private static final int CAPACITY = 4;

    private final ManualExecutor firstLoop = new ManualExecutor();
    private final ManualExecutor secondLoop = new ManualExecutor();
    private final Map<String, Integer> delivered = new HashMap<>();
    private final HubMetrics metrics = (protocol, count) -> delivered.merge(protocol, count, Integer::sum);
    private final ReplayLog log = new ReplayLog(ReplayLimits.NOTHING, "e");
    private final Shard first = new Shard(firstLoop, CAPACITY, Duration.ZERO, log, metrics);
    private final Shard second = new Shard(secondLoop, CAPACITY, Duration.ZERO, log, metrics);
    private final Hub hub = new Hub(List.of(first, second), log);
    private final RecordingLink.NameFormat format = new RecordingLink.NameFormat();

    @Test
    void aMessageReachesEveryClientOfItsNamespaceOnEveryShard() {
        RecordingLink here = listen(first, "/");
        RecordingLink there = listen(second, "/");
        RecordingLink elsewhere = listen(second, "/orders");
        publish("a", Audience.EVERYONE);
        runLoops();
        assertThat(here.received()).containsExactly("a");
        assertThat(there.received()).containsExactly("a");
        assertThat(elsewhere.received()).isEmpty();
        assertThat(delivered).containsEntry("names", 2);
    }

    @Test
    void theHandOffWaitsForEveryShardAndSaysHowManyClientsGotIt() {
        listen(first, "/");
        listen(first, "/");
        listen(second, "/");
        CompletionStage<HandOff> handOff = publish("a", Audience.EVERYONE);
        firstLoop.runAll();
        assertThat(handOff.toCompletableFuture()).isNotDone();
        secondLoop.runAll();
        assertThat(handOff.toCompletableFuture()).isCompletedWithValue(new HandOff("e-1", 3));
    }

    @Test
    void aMessageIsEncodedOnceAndGivenUpWhenTheLastShardHasWrittenIt() {
        listen(first, "/");
        listen(first, "/");
        listen(second, "/");
        publish("a", Audience.EVERYONE);
        firstLoop.runAll();
        assertThat(format.open()).isEqualTo(1);
        secondLoop.runAll();
        assertThat(format.encoded()).isEqualTo(1);
        assertThat(format.open()).isZero();
    }

    @Test
    void whatWaitsTogetherIsFlushedOnceInOrder() {
        RecordingLink client = listen(first, "/");
        publish("a", Audience.EVERYONE);
        publish("b", Audience.EVERYONE);
        publish("c", Audience.EVERYONE);
        assertThat(firstLoop.waitingTasks()).isEqualTo(1);
        runLoops();
        assertThat(client.received()).containsExactly("a", "b", "c");
        assertThat(client.flushes()).isEqualTo(1);
    }

    @Test
    void whatIsGatheredWakesTheShardsOnceAtTheEnd() {
        RecordingLink client = listen(first, "/");
        hub.gather(together -> {
            var unused = together.publish(message("a", Audience.EVERYONE));
            var unusedToo = together.publish(message("b", Audience.EVERYONE));
            assertThat(firstLoop.waitingTasks()).isZero();
        });
        assertThat(firstLoop.waitingTasks()).isEqualTo(1);
        runLoops();
        assertThat(client.received()).containsExactly("a", "b");
        assertThat(client.flushes()).isEqualTo(1);
    }

    @Test
    void whatWasGatheredBeforeAFailureIsWrittenAllTheSame() {
        RecordingLink client = listen(first, "/");
        assertThatIllegalStateException()
                .isThrownBy(() -> hub.gather(together -> {
                    var unused = together.publish(message("a", Audience.EVERYONE));
                    throw new IllegalStateException("a bug");
                }));
        runLoops();
        assertThat(client.received()).containsExactly("a");
    }

    @Test
    void aGatheringThatPublishesNothingWakesNobody() {
        hub.gather(together -> {});
        assertThat(firstLoop.waitingTasks()).isZero();
    }

    @Test
    void whatOthersPublishMeanwhileDoesNotWait() {
        RecordingLink client = listen(first, "/");
        hub.gather(together -> {
            var unused = together.publish(message("a", Audience.EVERYONE));
            publish("b", Audience.EVERYONE);
            runLoops();
            assertThat(client.received()).containsExactly("a", "b");
        });
    }

    @Test
    void whatWaitsTogetherForTheSameClientsIsJoinedOnceForAllOfThem() {
        RecordingLink one = listen(first, "/");
        RecordingLink other = listen(first, "/");
        Stream.of("a", "b", "c").forEach(event -> publish(event, Audience.EVERYONE));
        runLoops();
        assertThat(one.received()).containsExactly("a", "b", "c");
        assertThat(one.positions()).containsExactly("e-1", "e-2", "e-3");
        assertThat(other.received()).containsExactly("a", "b", "c");
        assertThat(format.joined()).isEqualTo(1);
        assertThat(format.open()).isZero();
        assertThat(delivered).containsEntry("names", 6);
    }

    @Test
    void whatIsForOthersInBetweenKeepsItsPlace() {
        RecordingLink inside = new RecordingLink(format);
        first.subscribe("/", inside).join("room");
        RecordingLink outside = listen(first, "/");
        Audience room = new Audience.Members(Set.of("room"), Set.of());
        publish("a", Audience.EVERYONE);
        publish("b", Audience.EVERYONE);
        publish("c", room);
        publish("d", Audience.EVERYONE);
        runLoops();
        assertThat(inside.received()).containsExactly("a", "b", "c", "d");
        assertThat(outside.received()).containsExactly("a", "b", "d");
    }

    @Test
    void aMessageThatCannotBeEncodedIsRefusedAloneAndTheOthersArrive() {
        RecordingLink client = listen(first, "/");
        format.refuse("b");
        CompletionStage<HandOff> before = publish("a", Audience.EVERYONE);
        CompletionStage<HandOff> broken = publish("b", Audience.EVERYONE);
        CompletionStage<HandOff> after = publish("c", Audience.EVERYONE);
        runLoops();
        assertThat(client.received()).containsExactly("a", "c");
        assertThat(before.toCompletableFuture()).isCompletedWithValue(new HandOff("e-1", 1));
        assertRefused(broken);
        assertThat(after.toCompletableFuture()).isCompletedWithValue(new HandOff("e-3", 1));
        assertThat(format.open()).isZero();
    }

    @Test
    void manyBytesAreFlushedNowAndThenSoThatNobodySeemsSlow() {
        RecordingLink client = listen(first, "/");
        publishMoreThanADrainTakes("a", "b", "c", "d");
        runLoops();
        assertThat(client.received()).as("before the sockets have had a turn").containsExactly("a", "b", "c");
        firstLoop.advance(Duration.ZERO);
        assertThat(client.received()).containsExactly("a", "b", "c", "d");
        assertThat(client.flushes()).isEqualTo(2);
    }

    @Test
    void aShardWhoseThreadIsAboutToStopDoesNotPutOffTheRest() {
        RecordingLink client = listen(first, "/");
        publishMoreThanADrainTakes("a", "b", "c", "d");
        first.hurry();
        runLoops();
        assertThat(client.received()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void rooms() {
        RecordingLink inBoth = new RecordingLink(format);
        Subscriber both = first.subscribe("/", inBoth);
        both.join("x");
        both.join("y");
        RecordingLink inOne = new RecordingLink(format);
        Subscriber one = second.subscribe("/", inOne);
        one.join("y");
        RecordingLink inNone = listen(first, "/");
        publish("xy", new Audience.Members(Set.of("x", "y"), Set.of()));
        runLoops();
        both.leave("y");
        publish("y", new Audience.Members(Set.of("y"), Set.of("somebody")));
        runLoops();
        assertThat(inBoth.received()).containsExactly("xy");
        assertThat(inOne.received()).containsExactly("xy", "y");
        assertThat(inNone.received()).isEmpty();
    }

    @Test
    void whoHasLeftGetsNothingAndLeavesNothingBehind() {
        Attendance attendance = Attendance.of("/");
        Subscribers subscribers = attendance.live();
        List<Subscriber> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new Subscriber(first, attendance, new RecordingLink(format), 0, Map.of(), CatchUpListener.NONE));
            all.get(i).begin();
            all.get(i).join("room-" + i % 2);
        }
        for (int i : new int[] {2, 4, 0, 1, 3}) {
            all.get(i).close();
            all.get(i).close();
            all.get(i).join("late");
            List<Seat> left = new ArrayList<>();
            subscribers.forEach(Audience.EVERYONE, (seat, spoken) -> left.add(seat));
            assertThat(left).doesNotContain(all.get(i).seat());
        }
        assertThat(subscribers.size()).isZero();
        assertThat(subscribers.rooms()).isZero();
    }

    @Test
    void aFullShardRefusesForAllAndTakesAgainOnceDrained() {
        RecordingLink client = listen(second, "/");
        for (int i = 0; i < CAPACITY; i++) {
            publish("m" + i, Audience.EVERYONE);
        }
        secondLoop.runAll();
        assertRefused(publish("late", Audience.EVERYONE));
        runLoops();
        publish("again", Audience.EVERYONE);
        runLoops();
        assertThat(client.received()).containsExactly("m0", "m1", "m2", "m3", "again");
    }

    @Test
    void aLoopThatIsStoppingRefusesAndTheMessageStaysWithItsSender() {
        listen(first, "/");
        secondLoop.stop();
        CompletionStage<HandOff> handOff = publish("a", Audience.EVERYONE);
        firstLoop.runAll();
        assertRefused(handOff);
        assertThat(format.open()).isZero();
    }

    @Test
    void withoutClientsTheHandOffSaysSo() {
        CompletionStage<HandOff> handOff = publish("a", Audience.EVERYONE);
        runLoops();
        assertThat(handOff.toCompletableFuture().join().clients()).isZero();
    }

    private static void assertRefused(CompletionStage<HandOff> handOff) {
        assertThat(handOff.toCompletableFuture())
                .failsWithin(java.time.Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .withCauseInstanceOf(PublishRefusedException.class);
    }

    private RecordingLink listen(Shard shard, String namespace) {
        RecordingLink link = new RecordingLink(format);
        shard.subscribe(namespace, link);
        return link;
    }

    private CompletionStage<HandOff> publish(String event, Audience audience) {
        return hub.publish(message(event, audience));
    }

    private void publishMoreThanADrainTakes(String... events) {
        RawJson large = RawJson.string("x".repeat(100_000));
        Stream.of(events).forEach(event -> hub.publish(PushMessage.of("/", Audience.EVERYONE, event, large)));
    }

    private static PushMessage message(String event, Audience audience) {
        return PushMessage.of("/", audience, event, RawJson.NULL);
    }

    private void runLoops() {
        firstLoop.runAll();
        secondLoop.runAll();
    }
}
