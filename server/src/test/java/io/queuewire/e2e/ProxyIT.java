package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;

import io.queuewire.app.demo.EmbeddedQueue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay on a machine whose environment names a proxy. */
class ProxyIT {

    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    private Path folder;

    @Test
    void anEmulatorIsNotLookedForBehindIt() throws Exception {
        try (EmbeddedQueue service = EmbeddedQueue.start(0, Optional.empty());
                TestQueue queue = TestQueue.create(service.endpoint(), "items")) {
            queue.send("{\"name\":\"Brass lamp\"}");
            try (RelayProcess relay = RelayProcess.run(
                    folder,
                    folder.resolve("output"),
                    Map.of("http_proxy", NOBODY, "HTTP_PROXY", NOBODY, "no_proxy", "", "NO_PROXY", ""),
                    "serve",
                    "--set=queue.url=" + queue.url(),
                    "--set=queue.endpoint=" + service.endpoint(),
                    "--set=host=127.0.0.1",
                    "--set=port=0",
                    "--set=management.port=0")) {
                relay.address();

                // Nobody is there to get it, so it is deleted.
                eventually().until(() -> queue.size().equals(new TestQueue.Size(0, 0)));
            }
        }
    }
}
