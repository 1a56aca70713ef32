package io.queuewire.bench.intake;

import io.queuewire.bench.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The relay as its launcher starts it, whose queue can be paused while the queue is filled.
 *
 * @param address of the public port
 */
record Relay(Program program, URI address, URI management, BenchQueue queue) implements AutoCloseable {

    private static final Pattern ANNOUNCEMENT = Pattern.compile("serves (http://\\S+) and is managed at (http://\\S+)");

    static Relay start(BenchQueue queue, int pollers) throws IOException {
        Program program = Program.start(List.of(
                Checkout.find().launcher().toString(),
                "serve",
                "--set=host=127.0.0.1",
                "--set=port=0",
                "--set=management.port=0",
                "--set=queue.url=" + queue.url(),
                "--set=queue.endpoint=" + queue.endpoint(),
                "--set=queue.region=us-east-1",
                "--set=queue.wait=1s",
                "--set=queue.pollers=" + pollers));
        MatchResult announced = program.await(ANNOUNCEMENT);
        return new Relay(program, URI.create(announced.group(1)), URI.create(announced.group(2)), queue);
    }

    void pause() throws IOException, InterruptedException {
        control("pause");
    }

    void resume() throws IOException, InterruptedException {
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

    @Override
    public void close() {
        program.close();
    }
}
