package io.queuewire.app.config;

import static io.queuewire.app.config.AddressParsers.endpoint;
import static io.queuewire.app.config.AddressParsers.host;
import static io.queuewire.app.config.AddressParsers.hostName;
import static io.queuewire.app.config.AddressParsers.origin;
import static io.queuewire.app.config.AddressParsers.queueUrl;
import static io.queuewire.app.config.NameParsers.choice;
import static io.queuewire.app.config.NameParsers.clientEvent;
import static io.queuewire.app.config.NameParsers.event;
import static io.queuewire.app.config.NameParsers.namespace;
import static io.queuewire.app.config.NameParsers.onOff;
import static io.queuewire.app.config.NameParsers.path;
import static io.queuewire.app.config.NameParsers.region;
import static io.queuewire.app.config.NameParsers.roomPattern;
import static io.queuewire.app.config.NameParsers.staticRoot;
import static io.queuewire.app.config.NameParsers.token;
import static io.queuewire.app.config.QuantityParsers.duration;
import static io.queuewire.app.config.QuantityParsers.integer;
import static io.queuewire.app.config.QuantityParsers.longSize;
import static io.queuewire.app.config.QuantityParsers.rate;
import static io.queuewire.app.config.QuantityParsers.size;
import static io.queuewire.app.config.QuantityParsers.wholeSeconds;

import io.queuewire.app.config.ConfigKey.Possible;
import io.queuewire.app.config.ConfigKey.Rules;
import io.queuewire.app.config.ConfigKey.Several;
import io.queuewire.app.config.ConfigKey.Single;
import io.queuewire.app.config.ServerConfig.LogFormat;
import io.queuewire.app.config.ServerConfig.NoAudience;
import io.queuewire.app.config.ServerConfig.OnInvalid;
import io.queuewire.app.config.ServerConfig.TransportChoice;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every key there is, in the order in which it is explained and printed. */
final class ConfigKeys {

    static final Single<String> HOST = new Single<>("host", "0.0.0.0", host());
    static final Single<Integer> PORT = new Single<>("port", "8080", integer(0, 65535));

    static final Single<String> MANAGEMENT_HOST = new Single<>("management.host", "127.0.0.1", host());
    static final Single<Integer> MANAGEMENT_PORT = new Single<>("management.port", "9090", integer(0, 65535));
    static final Possible<Secret> MANAGEMENT_TOKEN =
            new Possible<>("management.token", "none", "loopback only", token(), true);

    static final Several<String> ORIGINS = new Several<>("origins", "", "the same origin only", origin());
    static final Several<String> HOSTS = new Several<>("hosts", "", "any", hostName());
    static final Single<StaticRoot> STATIC_ROOT = new Single<>("static.root", "bundled", "the demo page", staticRoot());

    static final Several<URI> QUEUE_URL = new Several<>("queue.url", "", "not set", queueUrl());
    static final Possible<URI> QUEUE_ENDPOINT =
            new Possible<>("queue.endpoint", "auto", "from the AWS SDK's own chain", endpoint());
    static final Possible<String> QUEUE_REGION =
            new Possible<>("queue.region", "auto", "from the AWS SDK's own chain", region());
    static final Single<Integer> QUEUE_POLLERS = new Single<>("queue.pollers", "1", integer(1, 64));
    static final Single<Duration> QUEUE_WAIT = new Single<>("queue.wait", "5s", wholeSeconds("1s", "20s"));
    static final Single<Duration> QUEUE_VISIBILITY = new Single<>("queue.visibility", "30s", wholeSeconds("2s", "12h"));
    static final Single<Integer> QUEUE_IN_FLIGHT = new Single<>("queue.in-flight", "500", integer(1, 120_000));
    static final Single<Duration> QUEUE_DEDUPE = new Single<>("queue.dedupe", "5m", duration("0s", "336h"));
    static final Single<OnInvalid> QUEUE_ON_INVALID =
            new Single<>("queue.on-invalid", "leave", choice(OnInvalid.class));
    static final Possible<URI> QUEUE_PARKING_URL = new Possible<>("queue.parking-url", "none", "", queueUrl());
    static final Single<NoAudience> QUEUE_NO_AUDIENCE =
            new Single<>("queue.no-audience", "delete", choice(NoAudience.class));
    static final Single<String> QUEUE_DEFAULT_EVENT = new Single<>("queue.default-event", "item_added", event());
    static final Single<Boolean> QUEUE_CHECKSUMS = new Single<>("queue.checksums", "on", onOff());

    static final Rules ROUTES = new Rules("routes", "messages say by themselves where they go");
    static final Possible<Path> ROUTES_FILE = new Possible<>("routes.file", "none", "", path());

    static final Several<String> NAMESPACES = new Several<>("namespaces", "/", "", namespace());
    static final Several<String> CLIENT_EVENTS = new Several<>("client-events", "item_removed", "", clientEvent());
    static final Single<Rate> CLIENT_RATE = new Single<>("client-rate", "20/s", rate());
    static final Several<String> ROOMS_OPEN = new Several<>("rooms.open", "*", "", roomPattern());
    static final Single<Boolean> PRESENCE = new Single<>("presence", "off", onOff());
    static final Single<Boolean> DEMO = new Single<>("demo", "off", onOff());

    static final Single<Duration> PING_INTERVAL = new Single<>("ping.interval", "25s", duration("100ms", "1h"));
    static final Single<Duration> PING_TIMEOUT = new Single<>("ping.timeout", "20s", duration("100ms", "1h"));
    static final Single<Integer> MAX_PAYLOAD = new Single<>("max-payload", "64KiB", size(1));
    static final Single<Integer> OUTBOUND_LIMIT = new Single<>("outbound.limit", "1MiB", size(1));
    static final Single<Duration> OUTBOUND_STALL = new Single<>("outbound.stall", "10s", duration("100ms", "1h"));
    static final Single<Duration> FANOUT_LINGER = new Single<>("fanout.linger", "0ms", duration("0ms", "1s"));
    static final Single<Duration> LOOP_WATCHDOG = new Single<>("loop.watchdog", "100ms", duration("0ms", "1h"));

    static final Single<Duration> REPLAY_WINDOW = new Single<>("replay.window", "2m", duration("1s", "24h"));
    static final Single<Integer> REPLAY_MESSAGES = new Single<>("replay.messages", "10000", integer(1, 100_000_000));
    static final Single<Long> REPLAY_BYTES = new Single<>("replay.bytes", "64MiB", longSize(1, 64L << 30));
    static final Possible<Path> REPLAY_FILE =
            new Possible<>("replay.file", "none", "a restart starts a new epoch", path());

    static final Single<Duration> DRAIN_GRACE = new Single<>("drain.grace", "0s", duration("0s", "1h"));
    static final Single<Duration> DRAIN_SPREAD = new Single<>("drain.spread", "5s", duration("0s", "1h"));
    static final Single<Duration> DRAIN_LIMIT = new Single<>("drain.limit", "30s", duration("100ms", "1h"));

    static final Possible<Integer> CONNECTIONS_MAX =
            new Possible<>("connections.max", "auto", "the descriptor limit less 1000", integer(1, 100_000_000));
    static final Single<Integer> CONNECTIONS_PER_IP =
            new Single<>("connections.per-ip", "0", "off", integer(0, 100_000_000));

    static final Single<TransportChoice> TRANSPORT = new Single<>("transport", "auto", choice(TransportChoice.class));
    static final Single<LogFormat> LOG_FORMAT = new Single<>("log.format", "text", choice(LogFormat.class));

    static final List<ConfigKey<?>> ALL = List.of(
            HOST,
            PORT,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            MANAGEMENT_TOKEN,
            ORIGINS,
            HOSTS,
            STATIC_ROOT,
            QUEUE_URL,
            QUEUE_ENDPOINT,
            QUEUE_REGION,
            QUEUE_POLLERS,
            QUEUE_WAIT,
            QUEUE_VISIBILITY,
            QUEUE_IN_FLIGHT,
            QUEUE_DEDUPE,
            QUEUE_ON_INVALID,
            QUEUE_PARKING_URL,
            QUEUE_NO_AUDIENCE,
            QUEUE_DEFAULT_EVENT,
            QUEUE_CHECKSUMS,
            ROUTES,
            ROUTES_FILE,
            NAMESPACES,
            CLIENT_EVENTS,
            CLIENT_RATE,
            ROOMS_OPEN,
            PRESENCE,
            DEMO,
            PING_INTERVAL,
            PING_TIMEOUT,
            MAX_PAYLOAD,
            OUTBOUND_LIMIT,
            OUTBOUND_STALL,
            FANOUT_LINGER,
            LOOP_WATCHDOG,
            REPLAY_WINDOW,
            REPLAY_MESSAGES,
            REPLAY_BYTES,
            REPLAY_FILE,
            DRAIN_GRACE,
            DRAIN_SPREAD,
            DRAIN_LIMIT,
            CONNECTIONS_MAX,
            CONNECTIONS_PER_IP,
            TRANSPORT,
            LOG_FORMAT);

    private ConfigKeys() {}

    static Optional<ConfigKey<?>> named(String name) {
        return ALL.stream().filter(key -> key.name().equals(name)).findFirst();
    }
}
