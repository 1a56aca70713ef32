package io.queuewire.app;

import io.queuewire.app.config.ConfigProfile;
import io.queuewire.app.config.ServerConfig;
import io.queuewire.app.rehearsal.RehearsalAudience;
import io.queuewire.app.rehearsal.RehearsalQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the relay once, has it serve a few clients, and stops it, while the JVM writes down which classes that takes: with
 * that start-up cache the next start is over in less than two thirds of the time (decision 0017). Build and image run it with
 * {@code -XX:AOTCacheOutput}, and without keeping what the JVM learns of methods meanwhile: that is too little to be good.
 *
 * <p>It leaves the command-line library out: its classes are of a format that the cache does not take, and one class that
 * needs them would have them looked for in every jar at each start.
 *
 * <p>It uses free ports and a queue of its own, and never fails a build: the worst outcome is no cache.
 */
final class Rehearsal {

    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private static final int CLIENTS = 10;
    private static final int MESSAGES = 10;
    private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);

    /** As a file, so that reading one is rehearsed too. */
    private static final String CONFIGURATION = """
            host: 127.0.0.1
            port: 0
            management.port: 0
            drain.spread: 0s
            queue:
              region: us-east-1
              wait: 1s
            """;

    private Rehearsal() {}

    /** Runs it and exits with 0. */
    public static void main(String... arguments) {
        Thread.ofPlatform().daemon().name("rehearsal-limit").start(Rehearsal::giveUp);
        // Or the AWS SDK would look for credentials on the network.
        System.setProperty("aws.accessKeyId", "none");
        System.setProperty("aws.secretAccessKey", "none");
        try (RehearsalQueue queue = RehearsalQueue.open()) {
            Path folder = Files.createTempDirectory("queuewire-rehearsal");
            Path file = Files.writeString(folder.resolve("queuewire.yml"), CONFIGURATION);
            rehearse(new Caller(Map.of("QUEUEWIRE_LOG_FORMAT", "text"), folder), queue);
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException | InterruptedException | RuntimeException e) {
            log.warn("the rehearsal failed, the start-up cache knows less", e);
        }
        System.exit(ExitCode.SUCCESS);
    }

    private static void rehearse(Caller caller, RehearsalQueue queue) throws IOException, InterruptedException {
        Main.preload();
        ServerConfig config = QuickServe.options(caller, "serve", "--set", "queue.url=" + queue.url())
                .orElseThrow()
                .apply(ConfigProfile.RELAY);
        Signals signals = Signals.takeOver();
        PushServer server = PushServer.start(config);
        signals.stopBy(server::stop);
        try {
            Announcement announcement = Announcement.of(config, server);
            queue.fill(1);
            visit(announcement);
            deliver(queue, URI.create(announcement.page()));
        } finally {
            server.stop();
        }
    }

    /** What the first browser, the first probe and the first scrape ask for. */
    private static void visit(Announcement server) throws IOException {
        for (String page : List.of(server.page(), server.management() + "livez", server.management() + "metrics")) {
            get(page);
        }
        while (get(server.management() + "readyz") != HttpURLConnection.HTTP_OK) {
            Thread.onSpinWait();
        }
    }

    private static void deliver(RehearsalQueue queue, URI relay) throws IOException, InterruptedException {
        try (RehearsalAudience audience = RehearsalAudience.connect(relay, CLIENTS)) {
            audience.listen();
            queue.fill(MESSAGES);
            queue.awaitEmpty(LONGEST_DELIVERY);
        }
    }

    private static int get(String page) throws IOException {
        // Not the newer client: its classes would weigh on every start, and the AWS SDK needs this one anyway.
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(page).toURL().openConnection();
        int status = connection.getResponseCode();
        try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            answer.transferTo(OutputStream.nullOutputStream());
        }
        return status;
    }

    private static void giveUp() {
        try {
            Thread.sleep(LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.SUCCESS);
    }
}
