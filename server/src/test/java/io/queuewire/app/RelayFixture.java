package io.queuewire.app;

import io.queuewire.app.config.ConfigLoader;
import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ConfigSources;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A relay in this process, put together and stopped as {@code serve} does it, on free ports of this machine. */
public final class RelayFixture implements AutoCloseable {

    private static final List<String> LOCAL_AND_QUICK = List.of(
            "host=127.0.0.1",
            "port=0",
            "management.port=0",
            "queue.region=us-east-1",
            "queue.wait=1s",
            "drain.spread=0s");

    private final PushServer server;
    private boolean stopped;

    private RelayFixture(PushServer server) {
        this.server = server;
    }

    /**
     * Starts a relay.
     *
     * @param assignments {@code key=value}, as {@code --set} takes them
     */
    public static RelayFixture start(String... assignments) {
        List<String> all = new ArrayList<>(LOCAL_AND_QUICK);
        all.addAll(List.of(assignments));
        ConfigSources sources =
                new ConfigSources(ConfigProfile.RELAY, Optional.empty(), Path.of("target"), Map.of(), all);
        return new RelayFixture(PushServer.start(ConfigLoader.load(sources).serverConfig()));
    }

    public int port() {
        return server.port();
    }

    /** The public port's root. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** The management port's root. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + server.managementPort() + "/");
    }

    /** Stops in order; nothing happens when it has. */
    @Override
    public void close() {
        if (!stopped) {
            stopped = true;
            server.stop();
        }
    }
}
