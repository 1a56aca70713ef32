package io.queuewire.app;

import io.queuewire.app.config.DrainShares;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.demo.DemoItems;
import io.queuewire.hub.Hub;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.intake.MessageTracer;
import io.queuewire.intake.ParkingQueue;
import io.queuewire.intake.PublishRequest;
import io.queuewire.intake.otel.MessageSpans;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.intake.sqs.SqsMessageSource;
import io.queuewire.intake.sqs.SqsSender;
import io.queuewire.message.Publisher;
import io.queuewire.ops.Health;
import io.queuewire.ops.HealthCheck;
import io.queuewire.ops.ManagementEndpoint;
import io.queuewire.ops.ManagementServer;
import io.queuewire.ops.PrometheusMetrics;
import io.queuewire.ops.PublishEndpoint;
import io.queuewire.ops.QueueEndpoints;
import io.queuewire.session.EventStreamSession;
import io.queuewire.session.JsonSession;
import io.queuewire.session.Presence;
import io.queuewire.session.Recovery;
import io.queuewire.session.Relay;
import io.queuewire.session.SocketIoSession;
import io.queuewire.transport.Endpoint;
import io.queuewire.transport.EventLoops;
import io.queuewire.transport.EventStreamProtocol;
import io.queuewire.transport.JsonWebSocketProtocol;
import io.queuewire.transport.PublicListener;
import io.queuewire.transport.SocketIoProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay, put together: parts start in the order of their dependencies and stop in reverse. */
final class PushServer {

    private static final Logger log = LoggerFactory.getLogger(PushServer.class);

    private static final String SOCKET_IO = "/socket.io";
    private static final String WEB_SOCKET = "/ws";
    private static final String EVENTS = "/events";

    /**
     * How long what was taken from a queue may take to get back there when the rest cannot start: longer than a first poll,
     * for a queue hands messages to a poll that was cut.
     */
    private static final Duration SOON = Duration.ofSeconds(4);

    /** Parking that fails gives the message back to its queue: no need to insist. */
    private static final int PARKING_ATTEMPTS = 1;

    private final ServerConfig.Drain drain;
    private final DrainShares shares;
    private final PrometheusMetrics meters;
    private final Replay replay;
    private final EventLoops loops;
    private final List<Intake> intakes;
    private final Optional<DemoItems> demo;
    private final PublicListener listener;
    private final ManagementServer management;
    private final Observation observation;
    private final AtomicBoolean stopping;

    private PushServer(
            ServerConfig.Drain drain,
            DrainShares shares,
            PrometheusMetrics meters,
            Replay replay,
            EventLoops loops,
            List<Intake> intakes,
            Optional<DemoItems> demo,
            PublicListener listener,
            ManagementServer management,
            Observation observation,
            AtomicBoolean stopping) {
        this.drain = drain;
        this.shares = shares;
        this.meters = meters;
        this.replay = replay;
        this.loops = loops;
        this.intakes = intakes;
        this.demo = demo;
        this.listener = listener;
        this.management = management;
        this.observation = observation;
        this.stopping = stopping;
    }

    /**
     * Starts everything that a configuration asks for and returns when clients are served; whether the queues answer is
     * told by the management port.
     *
     * @throws CommandFailedException when a port or a file cannot be had, saying which and why
     */
    static PushServer start(ServerConfig config) {
        PackageConfigs configs = new PackageConfigs(config);
        demandPorts(configs);
        RecentProblems problems = RecentProblems.collect();
        PrometheusMetrics meters = new PrometheusMetrics();
        List.of(SocketIoSession.PROTOCOL, JsonSession.PROTOCOL, EventStreamSession.PROTOCOL)
                .forEach(meters::announceProtocol);
        MetricsAdapters metrics = new MetricsAdapters(meters);
        // The first answer of a queue takes a second, and starting the event loops is half of what else there is to do.
        // What it brings waits until clients can connect, or goes back if that cannot be had.
        LatePublisher publisher = new LatePublisher();
        List<Intake> intakes = startIntakes(configs, publisher, metrics);
        Replay replay = Replay.start(configs.replay(), config.replay().file());
        EventLoops loops;
        try {
            loops = startLoops(configs, replay, metrics);
        } catch (CommandFailedException e) {
            stopAll(intakes, SOON);
            replay.stop();
            problems.stop();
            throw e;
        }
        Hub hub = hub(loops, replay.log());
        metrics.watch(loops.probes());
        metrics.watch(replay.log());
        Observation observation = new Observation(problems, loops, intakes);
        Optional<DemoItems> demo =
                config.listener().demo() ? configs.queues().stream().findFirst().map(DemoItems::new) : Optional.empty();
        AtomicBoolean stopping = new AtomicBoolean();
        try {
            PublicListener listener = startListener(configs, loops, hub, replay.recovery(), demo, metrics);
            List<ManagementEndpoint> endpoints = endpoints(configs, intakes, hub);
            endpoints.addAll(observation.endpoints(meters));
            ManagementServer management =
                    ManagementServer.start(configs.management(), checks(intakes, stopping), meters, endpoints);
            observation.watch(config.loopWatchdog());
            publisher.begin(hub);
            return new PushServer(
                    config.drain(),
                    DrainShares.of(config),
                    meters,
                    replay,
                    loops,
                    intakes,
                    demo,
                    listener,
                    management,
                    observation,
                    stopping);
        } catch (IOException | UncheckedIOException e) {
            stopAll(intakes, SOON);
            observation.close();
            loops.close();
            replay.stop();
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Before a queue is polled: a relay that cannot serve has its messages received for nothing, and a few such starts send
     * them to the dead-letter queue.
     */
    private static void demandPorts(PackageConfigs configs) {
        Port listener = new Port(configs.listener().host(), configs.listener().port());
        listener.obstacle().ifPresent(why -> {
            throw new CommandFailedException("cannot listen on " + listener + ": " + why);
        });
        Port management =
                new Port(configs.management().host(), configs.management().port());
        management.obstacle().ifPresent(why -> {
            throw new CommandFailedException("the management port " + management + " cannot be opened: " + why);
        });
    }

    private static EventLoops startLoops(PackageConfigs configs, Replay replay, MetricsAdapters metrics) {
        try {
            return EventLoops.start(configs.loops(), replay.log(), metrics.hub(), metrics.loops());
        } catch (IllegalArgumentException unavailable) {
            throw new CommandFailedException(String.valueOf(unavailable.getMessage()), unavailable);
        }
    }

    private static Hub hub(EventLoops loops, ReplayLog log) {
        List<Shard> shards = new ArrayList<>();
        loops.shards().forEach(shards::add);
        return new Hub(shards, log);
    }

    private static List<Intake> startIntakes(PackageConfigs configs, Publisher publisher, MetricsAdapters metrics) {
        Optional<ParkingQueue> parking =
                configs.parking().map(queue -> new ParkingQueue(new SqsSender(queue, PARKING_ATTEMPTS)));
        MessageTracer tracer = MessageSpans.ofThisProcess().orElse(MessageTracer.NONE);
        List<Intake> intakes = new ArrayList<>();
        for (SqsConfig queue : configs.queues()) {
            Intake intake = new Intake(
                    new SqsMessageSource(queue),
                    configs.intake(),
                    publisher,
                    parking,
                    metrics.intake(configs.queueLabel(queue)),
                    tracer);
            metrics.watch(configs.queueLabel(queue), intake::status);
            intake.start();
            intakes.add(intake);
        }
        metrics.meters()
                .watchInHand(() -> intakes.stream()
                        .mapToInt(intake -> intake.status().inHand())
                        .sum());
        metrics.meters().watchLastPoll(() -> oldestPoll(intakes));
        return intakes;
    }

    /** Empty while any queue has not been polled. */
    private static Optional<Instant> oldestPoll(List<Intake> intakes) {
        return intakes.stream()
                .map(intake -> intake.status().lastPoll())
                .min(Comparator.comparing(poll -> poll.orElse(Instant.MIN)))
                .flatMap(poll -> poll);
    }

    private static PublicListener startListener(
            PackageConfigs configs,
            EventLoops loops,
            Hub hub,
            Recovery recovery,
            Optional<DemoItems> demo,
            MetricsAdapters metrics)
            throws IOException {
        Optional<Presence> presence =
                configs.config().relay().presence() ? Optional.of(new Presence(hub, hub::members)) : Optional.empty();
        Relay relay = new Relay(configs.relay(), hub, presence, metrics.session());
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(new Endpoint.EngineIo(
                SOCKET_IO,
                configs.engineIo(),
                new SocketIoProtocol(configs.socketIo(), relay, Optional.of(recovery), metrics.session())));
        endpoints.add(new Endpoint.PlainWebSocket(WEB_SOCKET, new JsonWebSocketProtocol(configs.json(), relay)));
        endpoints.add(new Endpoint.EventStream(EVENTS, new EventStreamProtocol(relay)));
        demo.ifPresent(items -> endpoints.add(new Endpoint.Post(DemoItems.PATH, items)));
        return PublicListener.start(configs.listener(), loops, endpoints);
    }

    private static List<ManagementEndpoint> endpoints(PackageConfigs configs, List<Intake> intakes, Hub hub) {
        List<ManagementEndpoint> endpoints = new ArrayList<>(QueueEndpoints.of(intakes));
        endpoints.add(new PublishEndpoint(new PublishRequest(configs.intake()), hub));
        return endpoints;
    }

    private static List<HealthCheck> checks(List<Intake> intakes, AtomicBoolean stopping) {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(new HealthCheck(
                "listener", () -> stopping.get() ? new Health.NotReady("the relay is stopping") : new Health.Ready()));
        for (Intake intake : intakes) {
            checks.add(new HealthCheck("queue " + intake.status().queue(), () -> health(intake.status())));
        }
        return checks;
    }

    private static Health health(IntakeStatus status) {
        return status.problem(Clock.systemUTC().instant())
                .<Health>map(Health.NotReady::new)
                .orElseGet(() -> new Health.Ready(
                        status.state() == IntakeStatus.State.PAUSED
                                ? Optional.of("paused by an operator")
                                : Optional.empty()));
    }

    /** The public port. */
    int port() {
        return listener.port();
    }

    int managementPort() {
        return management.port();
    }

    /**
     * Stops in order: not ready, queues settled, clients told to come back, everything closed. Takes at most the
     * configured drain limit. To be called once.
     */
    void stop() {
        stopping.set(true);
        long deadline = System.nanoTime() + drain.limit().toNanos();
        log.info("stopping: no new polls, messages in hand are settled");
        stopAll(intakes, shares.queues());
        demo.ifPresent(DemoItems::close);
        sleep(shorter(drain.grace(), left(deadline).minus(shares.lastSteps())));
        listener.stopAccepting();
        Duration spread = shorter(drain.spread(), left(deadline).minus(shares.lastSteps()));
        log.info("stopping: {} connections are told to come back", listener.openConnections());
        listener.closeClients(spread);
        awaitNoConnections(left(deadline).minus(shares.closing()));
        listener.close();
        loops.close();
        replay.stop();
        management.close();
        observation.close();
        meters.close();
        log.info("stopped");
    }

    private static void stopAll(List<Intake> intakes, Duration most) {
        List<Thread> stops = intakes.stream()
                .map(intake -> Thread.ofVirtual().start(() -> {
                    try {
                        intake.stop(most);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        stops.forEach(PushServer::join);
    }

    private void awaitNoConnections(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (listener.openConnections() > 0 && System.nanoTime() < end) {
            sleep(Duration.ofMillis(20));
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private static Duration shorter(Duration wanted, Duration available) {
        Duration possible = available.isNegative() ? Duration.ZERO : available;
        return wanted.compareTo(possible) < 0 ? wanted : possible;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
