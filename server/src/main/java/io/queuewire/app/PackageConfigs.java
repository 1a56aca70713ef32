package io.queuewire.app;

import com.sun.management.UnixOperatingSystemMXBean;
import io.queuewire.app.config.Secret;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.config.StaticRoot;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.intake.IntakeConfig;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.ops.ManagementConfig;
import io.queuewire.session.JsonSession;
import io.queuewire.session.Rate;
import io.queuewire.session.RelayPolicy;
import io.queuewire.session.RoomPolicy;
import io.queuewire.session.SocketIoSession;
import io.queuewire.transport.ConnectionLimits;
import io.queuewire.transport.EngineIoConfig;
import io.queuewire.transport.HostPolicy;
import io.queuewire.transport.HttpLimits;
import io.queuewire.transport.ListenerConfig;
import io.queuewire.transport.LoopsConfig;
import io.queuewire.transport.OriginPolicy;
import io.queuewire.transport.OutboundLimits;
import io.queuewire.transport.TransportKind;
import io.queuewire.transport.WebSocketLimits;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration as operators write it, turned into the records that the packages own. */
record PackageConfigs(ServerConfig config) {

    /** Descriptors that are left for queues, files and the program itself. */
    private static final int SPARE_DESCRIPTORS = 1_000;

    private static final int NO_KNOWN_LIMIT = 100_000;
    /** Room at an event loop for what comes from clients and from the management port. */
    private static final int OTHER_PUBLISHES = 4_096;

    private static final Duration HALF_DONE = Duration.ofSeconds(10);

    ListenerConfig listener() {
        ServerConfig.Listener listener = config.listener();
        return new ListenerConfig(
                listener.host(),
                listener.port(),
                new OriginPolicy(listener.origins().listed(), listener.origins().any()),
                new HostPolicy(listener.hosts()),
                content(listener.staticRoot()),
                connections(),
                HttpLimits.of(config.clients().maxPayload()),
                WebSocketLimits.of(config.clients().maxPayload(), outbound()));
    }

    EngineIoConfig engineIo() {
        return new EngineIoConfig(
                config.clients().pingInterval(), config.clients().pingTimeout(), HALF_DONE);
    }

    SocketIoSession.Limits socketIo() {
        return new SocketIoSession.Limits(HALF_DONE, HALF_DONE, config.clients().maxPayload());
    }

    JsonSession.Limits json() {
        return new JsonSession.Limits(
                config.clients().pingInterval(),
                config.clients().pingTimeout(),
                config.clients().maxPayload());
    }

    private static ListenerConfig.Content content(StaticRoot root) {
        return switch (root) {
            case StaticRoot.Bundled bundled -> new ListenerConfig.Content.Bundled();
            case StaticRoot.Folder folder -> new ListenerConfig.Content.Folder(folder.path());
            case StaticRoot.None none -> new ListenerConfig.Content.None();
        };
    }

    private ConnectionLimits connections() {
        return new ConnectionLimits(
                config.clients().mostConnections().orElseGet(PackageConfigs::asManyAsDescriptorsAllow),
                config.clients().mostConnectionsPerAddress());
    }

    private static int asManyAsDescriptorsAllow() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.clamp(unix.getMaxFileDescriptorCount() - SPARE_DESCRIPTORS, 1, Integer.MAX_VALUE)
                : NO_KNOWN_LIMIT;
    }

    private OutboundLimits outbound() {
        return new OutboundLimits(
                config.clients().outboundLimit(), config.clients().outboundStall());
    }

    LoopsConfig loops() {
        return new LoopsConfig(
                transport(),
                Runtime.getRuntime().availableProcessors(),
                config.clients().fanoutLinger(),
                waiting());
    }

    /**
     * A loop that lags has to hold all that may be in hand: then the limit in flight holds up the polls, and nothing is
     * refused, given back and received again meanwhile.
     */
    private int waiting() {
        long inHand = (long) config.queue().urls().size() * config.queue().inFlight();
        return Math.clamp(inHand + OTHER_PUBLISHES, LoopsConfig.USUAL_WAITING, Integer.MAX_VALUE);
    }

    private TransportKind transport() {
        return switch (config.listener().transport()) {
            case AUTO -> TransportKind.AUTO;
            case IO_URING -> TransportKind.IO_URING;
            case EPOLL -> TransportKind.EPOLL;
            case NIO -> TransportKind.NIO;
        };
    }

    RelayPolicy relay() {
        ServerConfig.Relay relay = config.relay();
        return new RelayPolicy(
                relay.namespaces(),
                relay.clientEvents(),
                new Rate(relay.clientRate().perSecond(), relay.clientRate().burst()),
                new RoomPolicy(relay.openRooms()));
    }

    ReplayLimits replay() {
        ServerConfig.Replay replay = config.replay();
        return new ReplayLimits(replay.window(), replay.messages(), replay.bytes());
    }

    ManagementConfig management() {
        ServerConfig.Management management = config.management();
        return new ManagementConfig(
                management.host(), management.port(), management.token().map(Secret::text));
    }

    List<SqsConfig> queues() {
        return config.queue().urls().stream().map(this::queue).toList();
    }

    /** Where invalid messages go, when they are to be parked. */
    Optional<SqsConfig> parking() {
        return config.queue().onInvalid() == ServerConfig.OnInvalid.PARK
                ? config.queue().parkingUrl().map(this::queue)
                : Optional.empty();
    }

    /** What a queue is called in the metrics: its name, or its URL where several have the same name. */
    String queueLabel(SqsConfig queue) {
        String name = queue.url().name();
        long namesakes = queues().stream()
                .filter(other -> other.url().name().equals(name))
                .count();
        return namesakes > 1 ? queue.url().text() : name;
    }

    private SqsConfig queue(URI url) {
        return new SqsConfig(
                        new QueueUrl(url.toString()),
                        config.queue().endpoint(),
                        config.queue().region(),
                        config.queue().checksums())
                .settlingWithin(config.queue().visibility());
    }

    IntakeConfig intake() {
        ServerConfig.Queue queue = config.queue();
        return new IntakeConfig(
                queue.pollers(),
                queue.waitTime(),
                queue.visibility(),
                queue.inFlight(),
                IntakeConfig.roomFor(queue.pollers()),
                queue.dedupe(),
                switch (queue.onInvalid()) {
                    case LEAVE -> IntakeConfig.OnInvalid.LEAVE;
                    case PARK -> IntakeConfig.OnInvalid.PARK;
                    case DROP -> IntakeConfig.OnInvalid.DROP;
                },
                switch (queue.noAudience()) {
                    case DELETE -> IntakeConfig.NoAudience.DELETE;
                    case RELEASE -> IntakeConfig.NoAudience.RELEASE;
                },
                queue.defaultEvent(),
                config.relay().namespaces(),
                config.routes());
    }
}
