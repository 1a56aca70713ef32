package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.RelayFixture;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadRunIT {

    private static final int CLIENTS = 200;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

    /** Its queue is not there, which costs clients nothing. */
    private final RelayFixture relay = RelayFixture.start(
            "queue.url=http://127.0.0.1:1/000000000000/items", "queue.endpoint=http://127.0.0.1:1", "presence=off");

    private final List<LoadProgress> progress = new ArrayList<>();

    @AfterEach
    void stop() {
        relay.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyClientReceivesEverythingOnceAndInOrder(LoadProtocol protocol) throws InterruptedException {
        LoadReport report = run(protocol, new Scenario.Fanout(), Duration.ofSeconds(2));

        assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
        assertThat(report.connecting().connected()).isEqualTo(CLIENTS);
        assertThat(report.publication().published()).isPositive();
        assertThat(report.counts().numbered())
                .isEqualTo(CLIENTS * report.publication().published());
        assertThat(report.latencies().count()).isEqualTo(report.counts().numbered());
        assertThat(report.latencies().p50()).isPositive();
        assertThat(progress).isNotEmpty();
        assertThat(report.json().text()).contains("\"clean\":true", "\"lost\":0", "\"latencyMicros\":{\"count\":");
    }

    @ParameterizedTest
    @EnumSource
    void everyTransportThatIsThereWorks(LoadTransport transport) throws InterruptedException {
        if (transport.isAvailable()) {
            LoadPlan.Crowd crowd = new LoadPlan.Crowd(50, 10, 3, 2, transport);
            LoadReport report = run(LoadProtocol.SOCKETIO, new Scenario.Fanout(), Duration.ofMillis(500), crowd);

            assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
            assertThat(report.counts().connects()).isEqualTo(50);
        }
    }

    @Test
    void whatComesWhileItWarmsUpHasToBeWholeButIsNotTheScenarios() throws InterruptedException {
        LoadPlan.Length length = new LoadPlan.Length(Duration.ofSeconds(2), Duration.ofSeconds(2));
        LoadReport report = run(
                LoadProtocol.SOCKETIO,
                new Scenario.Fanout(),
                length,
                new LoadPlan.Crowd(CLIENTS, 50, 0, 2, LoadTransport.AUTO));

        assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
        long all = CLIENTS * report.publication().published();
        assertThat(report.counts().numbered()).isEqualTo(all);
        assertThat(report.flow().received()).isPositive().isLessThan(all);
        assertThat(report.latencies().count()).isPositive().isLessThan(all);
        assertThat(progress).extracting(LoadProgress::phase).contains("warming up", "fanout");
    }

    @Test
    void afterAStormAllAreBackAndThoseWhoStayedMissedNothing() throws InterruptedException {
        LoadReport report = run(LoadProtocol.SOCKETIO, new Scenario.Storm(20), Duration.ofSeconds(2));

        assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
        assertThat(report.flow().back()).isPresent();
        assertThat(report.counts().open()).isEqualTo(CLIENTS);
        assertThat(report.counts().connects()).isEqualTo(CLIENTS + CLIENTS - 20);
        assertThat(report.latencies().count())
                .isEqualTo(20 * report.publication().published());
    }

    @Test
    void clientsComeAndGo() throws InterruptedException {
        LoadReport report = run(LoadProtocol.WEBSOCKET, new Scenario.Churn(100), Duration.ofSeconds(2));

        assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
        assertThat(report.counts().connects()).isGreaterThan(CLIENTS);
        assertThat(report.counts().open()).isEqualTo(CLIENTS);
    }

    @Test
    void slowClientsAreNotCountedAsLosses() throws InterruptedException {
        LoadReport report = run(LoadProtocol.WEBSOCKET, new Scenario.Slow(10), Duration.ofSeconds(1));

        assertThat(report.isClean()).as(LoadTable.of(report)).isTrue();
        assertThat(report.counts().numbered())
                .isEqualTo((CLIENTS - CLIENTS / 10) * report.publication().published());
    }

    @Test
    void whoIsRefusedIsCountedWithTheReason() throws InterruptedException {
        Target nowhere = new Target("127.0.0.1", relay.port(), "/nothing-here", false);
        LoadReport report = new LoadRun(
                        plan(nowhere, LoadProtocol.WEBSOCKET, new Scenario.Idle(), Duration.ofMillis(1)), progress::add)
                .run();

        assertThat(report.isClean()).isFalse();
        assertThat(report.counts().connectFailures())
                .containsOnlyKeys("HTTP 404")
                .containsValue((long) CLIENTS);
        assertThat(LoadTable.of(report)).contains("not connected  200: HTTP 404");
    }

    @Test
    void whoIsCutIsCountedWithTheReason() throws InterruptedException {
        LoadPlan plan = plan(target(LoadProtocol.SOCKETIO), LoadProtocol.SOCKETIO, new Scenario.Idle(), LONG_ENOUGH);
        LoadReport report = new LoadRun(plan, seen -> {
                    if (seen.counts().open() == CLIENTS) {
                        relay.close();
                    }
                })
                .run();

        assertThat(report.isClean()).isFalse();
        assertThat(report.counts().disconnects()).containsKey("close 1012");
    }

    @Test
    void whatTheServersProcessUsesIsReported() throws InterruptedException {
        LoadPlan plan = new LoadPlan(
                target(LoadProtocol.WEBSOCKET),
                LoadProtocol.WEBSOCKET,
                new Scenario.Idle(),
                LoadPlan.Length.withoutWarmUp(Duration.ofMillis(100)),
                new LoadPlan.Crowd(CLIENTS, 50, 0, 2, LoadTransport.AUTO),
                new LoadPlan.Members("seq", "ts", TimeBase.EPOCH),
                Optional.empty(),
                OptionalLong.of(ProcessHandle.current().pid()));
        LoadReport report = new LoadRun(plan, progress::add).run();

        assertThat(report.server())
                .hasValueSatisfying(server -> assertThat(server.connecting()).isPositive());
        assertThat(LoadTable.of(report)).contains("the server     ", "its memory     ");
        assertThat(report.json().text()).contains("\"server\":{\"connectingCpuMillis\":");
    }

    @Test
    void aFlowIsToldWhatTheCrowdHasReceived() throws InterruptedException {
        AtomicLong told = new AtomicLong();
        HttpSource posts = new HttpSource(relay.management().resolve("/publish"), Optional.empty(), 50, 200);
        LoadSource source = new LoadSource() {
            @Override
            public LoadFlow start(LoadPlan.Members members, LoadClock clock) {
                return new Overheard(posts.start(members, clock), told);
            }

            @Override
            public int perSecond() {
                return posts.perSecond();
            }
        };
        LoadPlan plan = new LoadPlan(
                target(LoadProtocol.SOCKETIO),
                LoadProtocol.SOCKETIO,
                new Scenario.Slow(2),
                LoadPlan.Length.withoutWarmUp(Duration.ofSeconds(1)),
                new LoadPlan.Crowd(20, 20, 0, 2, LoadTransport.AUTO),
                new LoadPlan.Members("seq", "ts", TimeBase.EPOCH),
                Optional.of(source),
                OptionalLong.empty());
        LoadReport report = new LoadRun(plan, progress::add).run();

        assertThat(told.get())
                .as("of those that read, of whom each gets everything")
                .isBetween(1L, report.publication().published());
    }

    /** A flow whose caller is listened to. */
    private record Overheard(LoadFlow flow, AtomicLong told) implements LoadFlow {

        @Override
        public Publication publication() {
            return flow.publication();
        }

        @Override
        public void received(long messages) {
            told.set(messages);
            flow.received(messages);
        }

        @Override
        public void close() {
            flow.close();
        }
    }

    private LoadReport run(LoadProtocol protocol, Scenario scenario, Duration duration) throws InterruptedException {
        return run(protocol, scenario, duration, new LoadPlan.Crowd(CLIENTS, 50, 0, 2, LoadTransport.AUTO));
    }

    private LoadReport run(LoadProtocol protocol, Scenario scenario, Duration duration, LoadPlan.Crowd crowd)
            throws InterruptedException {
        return run(protocol, scenario, LoadPlan.Length.withoutWarmUp(duration), crowd);
    }

    private LoadReport run(LoadProtocol protocol, Scenario scenario, LoadPlan.Length length, LoadPlan.Crowd crowd)
            throws InterruptedException {
        HttpSource source = new HttpSource(relay.management().resolve("/publish"), Optional.empty(), 50, 200);
        LoadPlan.Members members = new LoadPlan.Members("seq", "ts", TimeBase.EPOCH);
        LoadPlan plan = new LoadPlan(
                target(protocol),
                protocol,
                scenario,
                length,
                crowd,
                members,
                Optional.of(source),
                OptionalLong.empty());
        return new LoadRun(plan, progress::add).run();
    }

    private LoadPlan plan(Target target, LoadProtocol protocol, Scenario scenario, Duration duration) {
        LoadPlan.Crowd crowd = new LoadPlan.Crowd(CLIENTS, 50, 0, 2, LoadTransport.AUTO);
        LoadPlan.Members members = new LoadPlan.Members("seq", "ts", TimeBase.EPOCH);
        LoadPlan.Length length = LoadPlan.Length.withoutWarmUp(duration);
        return new LoadPlan(target, protocol, scenario, length, crowd, members, Optional.empty(), OptionalLong.empty());
    }

    private Target target(LoadProtocol protocol) {
        return Target.of(URI.create(relay.address().toString()), protocol);
    }
}
