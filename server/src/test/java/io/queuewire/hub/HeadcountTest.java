package io.queuewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingLink;
import io.queuewire.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How many clients the hub finds in a room. */
class HeadcountTest {

    private static final String ROOM = "room";

    private final List<ManualExecutor> loops =
            IntStream.range(0, 3).mapToObj(i -> new ManualExecutor()).toList();
    private final ReplayLog log = new ReplayLog(new ReplayLimits(Duration.ofMinutes(2), 1_000, 1 << 30), "e");
    private final List<Shard> shards = loops.stream()
            .map(loop -> new Shard(loop, 1_000, Duration.ZERO, log, HubMetrics.NONE))
            .toList();
    private final Hub hub = new Hub(shards, log);
    private final RecordingLink.NameFormat format = new RecordingLink.NameFormat();

    @Test
    void theMembersOnAllShardsAreCountedTogether() {
        listen(0, "/").join(ROOM);
        listen(1, "/").join(ROOM);
        listen(1, "/").join(ROOM);
        listen(2, "/");
        assertThat(members(ROOM)).isEqualTo(3);
        assertThat(members("another")).isZero();
    }

    @Test
    void eachShardIsAskedOnItsOwnThread() {
        listen(0, "/").join(ROOM);
        CompletableFuture<Integer> members = hub.members("/", ROOM).toCompletableFuture();
        loops.get(2).runAll();
        loops.get(0).runAll();
        assertThat(members).isNotDone();
        loops.get(1).runAll();
        assertThat(members).isCompletedWithValue(1);
    }

    @Test
    void onlyTheNamespaceThatIsAskedAboutCounts() {
        listen(0, "/orders").join(ROOM);
        assertThat(members(ROOM)).isZero();
        assertThat(members("/orders", ROOM)).isOne();
        assertThat(members("/unheard-of", ROOM)).isZero();
    }

    @Test
    void whoLeavesTheRoomOrGoesAwayIsCountedNoMore() {
        Subscriber first = listen(0, "/");
        Subscriber second = listen(0, "/");
        first.join(ROOM);
        first.join(ROOM);
        second.join(ROOM);
        assertThat(members(ROOM)).isEqualTo(2);
        first.leave(ROOM);
        assertThat(members(ROOM)).isOne();
        second.close();
        assertThat(members(ROOM)).isZero();
    }

    @Test
    void whoStillCatchesUpIsThereAndIsCountedOnce() {
        publish("1", "2");
        RecordingLink link = new RecordingLink(format);
        link.makeRoom(1);
        comeBack(0, link, "e-0", Map.of(ROOM, 0L));
        assertThat(members(ROOM)).isOne();
        runLoops();
        assertThat(link.received()).containsExactly("1");
        assertThat(members(ROOM)).isOne();
        link.makeRoom(10);
        runLoops();
        assertThat(link.received()).containsExactly("1", "2");
        assertThat(members(ROOM)).isOne();
    }

    @Test
    void whoJoinsAndLeavesWhileItCatchesUpIsCountedAccordingly() {
        publish("1");
        Subscriber subscriber = comeBack(0, new RecordingLink(format), "e-0", Map.of(ROOM, 0L));
        subscriber.leave(ROOM);
        subscriber.join("another");
        assertThat(members(ROOM)).isZero();
        assertThat(members("another")).isOne();
        runLoops();
        assertThat(members(ROOM)).isZero();
        assertThat(members("another")).isOne();
    }

    @Test
    void whoGoesAwayWhileItCatchesUpIsCountedNoMore() {
        publish("1");
        Subscriber subscriber = comeBack(0, new RecordingLink(format), "e-0", Map.of(ROOM, 0L));
        subscriber.close();
        assertThat(members(ROOM)).isZero();
        runLoops();
        assertThat(members(ROOM)).isZero();
    }

    @Test
    void nobodyIsLeftAmongThoseWhoCatchUp() {
        publish("1");
        Attendance attendance = Attendance.of("/");
        Subscriber live = new Subscriber(
                shards.getFirst(), attendance, new RecordingLink(format), 0, Map.of(ROOM, 0L), CatchUpListener.NONE);
        Subscriber gone = new Subscriber(
                shards.getFirst(), attendance, new RecordingLink(format), 0, Map.of(ROOM, 0L), CatchUpListener.NONE);
        live.begin();
        gone.begin();
        assertThat(attendance.behind().size()).isEqualTo(2);
        gone.close();
        runLoops();
        assertThat(attendance.behind().size()).isZero();
        assertThat(attendance.behind().rooms()).isZero();
        assertThat(attendance.live().size()).isOne();
    }

    @Test
    void aLoopThatIsStoppingCountsNothingAndTheOthersDo() {
        listen(0, "/").join(ROOM);
        listen(1, "/").join(ROOM);
        loops.get(1).stop();
        assertThat(members(ROOM)).isOne();
        loops.forEach(ManualExecutor::stop);
        assertThat(members(ROOM)).isZero();
    }

    static LongStream seeds() {
        return Seeds.some(30);
    }

    /** Clients of several shards come, come back for what they missed, move between rooms and go, in any order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theNumberIsThatOfTheClientsThatSayTheyAreThere(long seed) {
        Random random = new Random(seed);
        List<String> rooms = List.of("a", "b", "c");
        List<Subscriber> clients = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            int shard = random.nextInt(shards.size());
            String room = rooms.get(random.nextInt(rooms.size()));
            switch (random.nextInt(8)) {
                case 0 -> clients.add(listen(shard, "/"));
                case 1 -> {
                    RecordingLink slow = new RecordingLink(format);
                    slow.makeRoom(random.nextInt(20));
                    clients.add(comeBack(shard, slow, "e-0", Map.of(room, 0L)));
                }
                case 2 -> publish("event");
                case 3 -> loops.get(shard).advance(Duration.ZERO);
                case 4 -> {
                    if (!clients.isEmpty()) {
                        clients.remove(random.nextInt(clients.size())).close();
                    }
                }
                case 5 -> {
                    if (!clients.isEmpty()) {
                        clients.get(random.nextInt(clients.size())).leave(room);
                    }
                }
                default -> {
                    if (!clients.isEmpty()) {
                        clients.get(random.nextInt(clients.size())).join(room);
                    }
                }
            }
            long there = clients.stream()
                    .filter(client -> client.rooms().contains(room))
                    .count();
            assertThat(members(room)).as("seed %d, step %d", seed, step).isEqualTo((int) there);
        }
    }

    private Subscriber listen(int shard, String namespace) {
        return shards.get(shard).subscribe(namespace, new RecordingLink(format));
    }

    private Subscriber comeBack(int shard, RecordingLink link, String position, Map<String, Long> rooms) {
        Shard home = shards.get(shard);
        Beginning beginning = home.beginning(Since.parse(position), "/", rooms);
        Subscriber subscriber = home.subscribe("/", link, beginning, rooms, CatchUpListener.NONE);
        subscriber.begin();
        return subscriber;
    }

    private int members(String room) {
        return members("/", room);
    }

    private int members(String namespace, String room) {
        CompletableFuture<Integer> members = hub.members(namespace, room).toCompletableFuture();
        loops.forEach(ManualExecutor::runAll);
        return members.join();
    }

    private void publish(String... events) {
        for (String event : events) {
            var unused = hub.publish(PushMessage.of("/", Audience.EVERYONE, event, RawJson.NULL));
        }
        loops.forEach(ManualExecutor::runAll);
    }

    private void runLoops() {
        loops.forEach(loop -> loop.advance(Duration.ZERO));
        loops.forEach(ManualExecutor::runAll);
    }
}
