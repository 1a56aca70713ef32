package io.queuewire.bench.intake;

import io.queuewire.bench.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The relay as its launcher starts it.
 *
 * @param address of the public port
 */
record Relay(Program program, URI address, URI management, BenchQueue queue) implements PushServer {

    static final String NAME = "relay";

    private static final Pattern ANNOUNCEMENT = Pattern.compile("serves (http://\\S+) and is managed at (http://\\S+)");
    /** An empty poll that began before the pause ends within its wait. */
    private static final Duration LAST_POLL = Duration.ofMillis(1_200);

    static Relay start(BenchQueue queue, int pollers) throws IOException, InterruptedException {
        Program program = Program.start(
                List.of(
                        Checkout.find().launcher().toString(),
                        "serve",
                        "--set=host=127.0.0.1",
                        "--set=port=0",
                        "--set=management.port=0",
                        "--set=queue.url=" + queue.url(),
                        "--set=queue.endpoint=" + queue.endpoint(),
                        "--set=queue.region=us-east-1",
                        "--set=queue.wait=1s",
                        "--set=queue.pollers=" + pollers),
                Map.of());
        MatchResult announced = program.await(ANNOUNCEMENT);
        Relay relay = new Relay(program, URI.create(announced.group(1)), URI.create(announced.group(2)), queue);
        relay.pause();
        return relay;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        control("pause");
        Thread.sleep(LAST_POLL);
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        control("resume");
    }

    private void control(String action) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/admin/queues/" + action))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"queue\":\"" + queue.url() + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("the relay did not " + action + ": " + response.body());
            }
        }
    }
}
