package io.queuewire.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Makes the typed configuration from settings that have been found right. */
final class ServerConfigAssembly {

    private static final String ANY = "*";

    private final Settings settings;
    private final Path folder;

    private ServerConfigAssembly(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Makes it.
     *
     * @param folder which relative paths start from
     */
    static ServerConfig of(Settings settings, Path folder) {
        ServerConfigAssembly assembly = new ServerConfigAssembly(settings, folder);
        return new ServerConfig(
                assembly.listener(),
                assembly.management(),
                assembly.queue(),
                settings.value(ConfigKeys.ROUTES),
                assembly.relay(),
                assembly.clients(),
                assembly.replay(),
                assembly.drain(),
                settings.value(ConfigKeys.LOOP_WATCHDOG),
                settings.value(ConfigKeys.LOG_FORMAT));
    }

    private ServerConfig.Listener listener() {
        List<String> hosts = settings.value(ConfigKeys.HOSTS);
        return new ServerConfig.Listener(
                settings.value(ConfigKeys.HOST),
                settings.value(ConfigKeys.PORT),
                origins(settings.value(ConfigKeys.ORIGINS)),
                hosts.contains(ANY) ? Set.of() : Set.copyOf(hosts),
                settings.value(ConfigKeys.STATIC_ROOT).in(folder),
                settings.value(ConfigKeys.DEMO),
                settings.value(ConfigKeys.TRANSPORT));
    }

    private static AllowedOrigins origins(List<String> origins) {
        return origins.contains(ANY)
                ? new AllowedOrigins(true, Set.of())
                : new AllowedOrigins(false, Set.copyOf(origins));
    }

    private ServerConfig.Management management() {
        return new ServerConfig.Management(
                settings.value(ConfigKeys.MANAGEMENT_HOST),
                settings.value(ConfigKeys.MANAGEMENT_PORT),
                settings.value(ConfigKeys.MANAGEMENT_TOKEN));
    }

    private ServerConfig.Queue queue() {
        return new ServerConfig.Queue(
                settings.value(ConfigKeys.QUEUE_URL),
                settings.value(ConfigKeys.QUEUE_ENDPOINT),
                settings.value(ConfigKeys.QUEUE_REGION),
                settings.value(ConfigKeys.QUEUE_POLLERS),
                settings.value(ConfigKeys.QUEUE_WAIT),
                settings.value(ConfigKeys.QUEUE_VISIBILITY),
                settings.value(ConfigKeys.QUEUE_IN_FLIGHT),
                settings.value(ConfigKeys.QUEUE_DEDUPE),
                settings.value(ConfigKeys.QUEUE_ON_INVALID),
                settings.value(ConfigKeys.QUEUE_PARKING_URL),
                settings.value(ConfigKeys.QUEUE_NO_AUDIENCE),
                settings.value(ConfigKeys.QUEUE_DEFAULT_EVENT),
                settings.value(ConfigKeys.QUEUE_CHECKSUMS));
    }

    private ServerConfig.Relay relay() {
        return new ServerConfig.Relay(
                Set.copyOf(settings.value(ConfigKeys.NAMESPACES)),
                Set.copyOf(settings.value(ConfigKeys.CLIENT_EVENTS)),
                settings.value(ConfigKeys.CLIENT_RATE),
                settings.value(ConfigKeys.ROOMS_OPEN),
                settings.value(ConfigKeys.PRESENCE));
    }

    private ServerConfig.Clients clients() {
        return new ServerConfig.Clients(
                settings.value(ConfigKeys.PING_INTERVAL),
                settings.value(ConfigKeys.PING_TIMEOUT),
                settings.value(ConfigKeys.MAX_PAYLOAD),
                settings.value(ConfigKeys.OUTBOUND_LIMIT),
                settings.value(ConfigKeys.OUTBOUND_STALL),
                settings.value(ConfigKeys.FANOUT_LINGER),
                settings.value(ConfigKeys.CONNECTIONS_MAX).map(OptionalInt::of).orElse(OptionalInt.empty()),
                settings.value(ConfigKeys.CONNECTIONS_PER_IP));
    }

    private ServerConfig.Replay replay() {
        return new ServerConfig.Replay(
                settings.value(ConfigKeys.REPLAY_WINDOW),
                settings.value(ConfigKeys.REPLAY_MESSAGES),
                settings.value(ConfigKeys.REPLAY_BYTES),
                settings.value(ConfigKeys.REPLAY_FILE).map(folder::resolve));
    }

    private ServerConfig.Drain drain() {
        return new ServerConfig.Drain(
                settings.value(ConfigKeys.DRAIN_GRACE),
                settings.value(ConfigKeys.DRAIN_SPREAD),
                settings.value(ConfigKeys.DRAIN_LIMIT));
    }
}
