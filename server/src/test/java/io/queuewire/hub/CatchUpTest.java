package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.testkit.ManualClock;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingLink;
import io.queuewire.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatchUpTest {

    private final ManualClock clock = new ManualClock();
    private final ManualExecutor firstLoop = new ManualExecutor();
    private final ManualExecutor secondLoop = new ManualExecutor();
    private final Map<String, Integer> delivered = new HashMap<>();
    private final HubMetrics metrics = (protocol, count) -> delivered.merge(protocol, count, Integer::sum);
    private final ReplayLog log =
            new ReplayLog(new ReplayLimits(Duration.ofMinutes(2), 1_000, 1 << 30), "e", clock::nanos);
    private final Shard first = new Shard(firstLoop, 1_000, Duration.ZERO, log, metrics);
    private final Shard second = new Shard(secondLoop, 1_000, Duration.ZERO, log, metrics);
    private final Hub hub = new Hub(List.of(first, second), log);
    private final RecordingLink.NameFormat format = new RecordingLink.NameFormat();
    private final RecordingLink link = new RecordingLink(format);
    private final Heard heard = new Heard();
    private final List<String> published = new ArrayList<>();

    /** Counts what a session is told. */
    private static final class Heard implements CatchUpListener {
        private int lives;
        private int gaps;

        @Override
        public void live() {
            lives++;
        }

        @Override
        public void missed() {
            gaps++;
        }
    }

    @Test
    void whoComesBackGetsWhatItMissedAndThenWhatIsNew() {
        publish("1", "2", "3");
        runLoops();
        Subscriber subscriber = comeBack(first, "e-1");
        publish("4");
        runLoops();
        assertThat(link.received()).containsExactly("2", "3", "4");
        assertThat(link.positions()).containsExactly("e-2", "e-3", "e-4");
        assertThat(subscriber.position()).isEqualTo("e-4");
        assertThat(heard.lives).isEqualTo(1);
        assertThat(delivered).containsEntry("names", 3);
    }

    @Test
    void whatItsShardHasNotDrainedYetComesLive() {
        publish("1", "2");
        firstLoop.runAll();
        publish("3");
        Subscriber subscriber = comeBack(first, "e-0");
        firstLoop.runOneDue();
        assertThat(link.received()).containsExactly("1", "2");
        assertThat(subscriber.position()).isEqualTo("e-2");
        runLoops();
        assertThat(link.received()).containsExactly("1", "2", "3");
    }

    @Test
    void whoWasFurtherThanItsNewShardWaitsForIt() {
        publish("1", "2");
        secondLoop.runAll();
        comeBack(first, "e-2");
        firstLoop.runOneDue();
        assertThat(heard.lives).isZero();
        runLoops();
        publish("3");
        runLoops();
        assertThat(link.received()).containsExactly("3");
    }

    @Test
    void whoHasMissedNothingIsLiveAtOnce() {
        publish("1");
        runLoops();
        comeBack(first, "e-1");
        assertThat(heard.lives).isEqualTo(1);
        assertThat(firstLoop.scheduledTasks()).isZero();
    }

    @Test
    void onlyWhatWasForTheClientIsShownAgain() {
        hub.publish(message("/", Audience.EVERYONE, "all"));
        hub.publish(message("/orders", Audience.EVERYONE, "elsewhere"));
        hub.publish(message("/", new Audience.Members(Set.of("a", "b"), Set.of()), "ab"));
        hub.publish(message("/", new Audience.Members(Set.of("b"), Set.of()), "b"));
        hub.publish(message("/", new Audience.Members(Set.of(), Set.of("somebody")), "user"));
        hub.publish(message("/", Audience.EVERYONE, "now").with(Retention.VOLATILE));
        runLoops();
        comeBack(first, "e-0", Map.of("a", 0L));
        runLoops();
        assertThat(link.received()).containsExactly("all", "ab");
    }

    @Test
    void whatWasSaidInARoomBeforeTheClientCameThereIsNotForIt() {
        for (String event : List.of("1", "2", "3")) {
            hub.publish(message("/", new Audience.Members(Set.of("a", "b"), Set.of()), event));
        }
        runLoops();
        Subscriber subscriber = comeBack(first, "e-0", Map.of("a", 2L));
        subscriber.join("b");
        subscriber.join("c");
        subscriber.leave("c");
        hub.publish(message("/", new Audience.Members(Set.of("b"), Set.of()), "4"));
        runLoops();
        assertThat(link.received()).containsExactly("3", "4");
        assertThat(subscriber.beginnings()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 2L, "b", 3L));
    }

    @Test
    void aClientIsGivenNoMoreThanItTakes() {
        publish(numbers(1, 300));
        runLoops();
        link.makeRoom(10);
        comeBack(first, "e-0");
        runLoops();
        assertThat(link.received()).hasSize(10);
        assertThat(firstLoop.scheduledTasks()).isZero();
        publish("301");
        runLoops();
        assertThat(link.received()).hasSize(10);
        link.makeRoom(Integer.MAX_VALUE);
        runLoops();
        assertThat(link.received()).containsExactly(numbers(1, 301));
    }

    @Test
    void aCrowdTakesTurnsAndLeavesTheThreadToOthersInBetween() {
        publish(numbers(1, 600));
        runLoops();
        List<RecordingLink> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RecordingLink member = new RecordingLink(format);
            crowd.add(member);
            first.subscribe(
                            "/",
                            member,
                            first.beginning(Since.parse("e-0"), "/", Map.of()),
                            Map.of(),
                            CatchUpListener.NONE)
                    .begin();
        }
        RecordingLink live = new RecordingLink(format);
        first.subscribe("/", live);
        publish("601");
        firstLoop.runOneDue();
        firstLoop.runAll();
        assertThat(live.received()).containsExactly("601");
        assertThat(crowd.stream().mapToInt(member -> member.received().size()).sum())
                .isBetween(1, 1_000);
        runLoops();
        assertThat(crowd).allSatisfy(member -> assertThat(member.received()).containsExactly(numbers(1, 601)));
    }

    @Test
    void whoIsSlowerThanTheLogForgetsIsToldAndGoesOnWithWhatIsLeft() {
        publish(numbers(1, 900));
        runLoops();
        link.makeRoom(5);
        comeBack(first, "e-0");
        runLoops();
        publish(numbers(901, 1_900));
        runLoops();
        link.makeRoom(Integer.MAX_VALUE);
        runLoops();
        assertThat(heard.gaps).isEqualTo(1);
        assertThat(link.received().subList(0, 5)).containsExactly(numbers(1, 5));
        assertThat(link.received().subList(5, 1_005)).containsExactly(numbers(901, 1_900));
    }

    @Test
    void whoLeavesWhileCatchingUpGetsNothingMore() {
        publish(numbers(1, 300));
        runLoops();
        Subscriber subscriber = comeBack(first, "e-0");
        firstLoop.runOneDue();
        subscriber.close();
        int received = link.received().size();
        runLoops();
        assertThat(link.received()).hasSize(received);
        log.close();
        assertThat(format.open()).isZero();
    }

    @Test
    void aWordToOneClientCarriesThePositionUpToWhichItHasEverything() {
        publish(numbers(1, 100));
        runLoops();
        Subscriber subscriber = comeBack(first, "e-1");
        subscriber.send(message("/", Audience.EVERYONE, "hi").with(Retention.VOLATILE));
        runLoops();
        subscriber.send(message("/", Audience.EVERYONE, "ho").with(Retention.VOLATILE));
        assertThat(link.received()).startsWith("hi").endsWith("ho");
        assertThat(link.positions()).startsWith("e-1").endsWith("e-2s", "e-2s");
    }

    @ParameterizedTest
    @MethodSource
    void whateverHappensEachClientGetsItsMessagesOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        List<Listener> listeners =
                IntStream.range(0, 8).mapToObj(i -> new Listener(random, i)).toList();
        for (int step = 0; step < 1_200; step++) {
            Listener listener = listeners.get(random.nextInt(listeners.size()));
            switch (random.nextInt(8)) {
                case 0 -> listener.comeOrGo();
                case 1 -> listener.link.makeRoom(random.nextInt(5));
                case 2 -> firstLoop.runAll();
                case 3 -> secondLoop.runAll();
                case 4 -> (random.nextBoolean() ? firstLoop : secondLoop).advance(Duration.ZERO);
                case 5 -> hub.publish(message("/", new Audience.Members(Set.of("room"), Set.of()), "r" + step));
                default -> hub.publish(message("/", Audience.EVERYONE, "e" + step));
            }
        }
        listeners.forEach(Listener::finish);
        runLoops();
        listeners.forEach(Listener::check);
        listeners.forEach(Listener::leave);
        log.close();
        assertThat(format.open()).isZero();
    }

    static LongStream whateverHappensEachClientGetsItsMessagesOnceAndInOrder() {
        return Seeds.some(20);
    }

    /** A client that comes and goes and compares what it got with what the log holds. */
    private final class Listener {
        private final Random random;
        private final Map<String, Long> rooms;
        private final List<String> received = new ArrayList<>();
        private final List<String> positions = new ArrayList<>();
        private RecordingLink link = new RecordingLink(format);
        private boolean here;
        private Subscriber subscriber;

        Listener(Random random, int number) {
            this.random = random;
            this.rooms = number % 2 == 0 ? Map.of("room", 0L) : Map.of();
            come();
        }

        void comeOrGo() {
            if (here) {
                leave();
            } else {
                come();
            }
        }

        private void come() {
            Shard shard = random.nextBoolean() ? first : second;
            String since = positions.isEmpty() ? "e-0" : positions.getLast();
            link = new RecordingLink(format);
            subscriber = shard.subscribe("/", link, shard.beginning(Since.parse(since), "/", rooms), rooms, heard);
            subscriber.begin();
            here = true;
        }

        void leave() {
            if (here) {
                subscriber.close();
                received.addAll(link.received());
                positions.addAll(link.positions());
                here = false;
            }
        }

        void finish() {
            if (!here) {
                come();
            }
            link.makeRoom(Integer.MAX_VALUE);
        }

        void check() {
            leave();
            assertThat(received).containsExactlyElementsOf(expected());
            assertThat(heard.gaps).isZero();
        }

        private List<String> expected() {
            // All of them: the log is larger than what a run publishes.
            return published.stream()
                    .filter(event -> event.startsWith("e") || !rooms.isEmpty())
                    .toList();
        }
    }

    private Subscriber comeBack(Shard shard, String since) {
        return comeBack(shard, since, Map.of());
    }

    private Subscriber comeBack(Shard shard, String since, Map<String, Long> rooms) {
        Subscriber subscriber =
                shard.subscribe("/", link, shard.beginning(Since.parse(since), "/", rooms), rooms, heard);
        subscriber.begin();
        return subscriber;
    }

    private void publish(String... events) {
        for (String event : events) {
            hub.publish(message("/", Audience.EVERYONE, event));
        }
    }

    private PushMessage message(String namespace, Audience audience, String event) {
        published.add(event);
        return PushMessage.of(namespace, audience, event, RawJson.NULL);
    }

    private static String[] numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toArray(String[]::new);
    }

    /** Until nothing waits any more; a client that has no room waits for nothing. */
    private void runLoops() {
        for (int i = 0; i < 1_000; i++) {
            firstLoop.runAll();
            secondLoop.runAll();
            firstLoop.advance(Duration.ZERO);
            secondLoop.advance(Duration.ZERO);
        }
    }
}
