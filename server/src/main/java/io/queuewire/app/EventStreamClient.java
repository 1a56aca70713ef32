package io.queuewire.app;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to a stream of Server-Sent Events, read as browsers do (HTML standard, section 9.2.6). */
final class EventStreamClient implements ListenConnection {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI address;
    private final ListenProgress progress;
    private final ListenSink sink;
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private String lastId = "";

    EventStreamClient(URI address, ListenProgress progress, ListenSink sink) {
        this.address = address;
        this.progress = progress;
        this.sink = sink;
    }

    @Override
    public String run() throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        progress.position().ifPresent(position -> request.header("Last-Event-ID", position));
        // Interrupted or not, the client must not wait for a stream that never ends.
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                if (response.statusCode() != 200) {
                    return "refused with " + response.statusCode() + ": " + lines.readLine();
                }
                sink.joined();
                for (String line; (line = lines.readLine()) != null; ) {
                    receive(line);
                }
                return "the stream ended";
            }
        } catch (MalformedJsonException e) {
            return "data that is not JSON: " + e.getMessage();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            http.shutdownNow();
        }
    }

    private void receive(String line) {
        if (line.isEmpty()) {
            dispatch();
            return;
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        String text = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> event = text;
            case "data" -> data.append(text).append('\n');
            case "id" -> lastId = text;
            default -> {
                // comments, and the time to wait, which this client keeps by itself
            }
        }
    }

    private void dispatch() {
        if (!lastId.isEmpty()) {
            progress.reached(lastId);
        }
        if (!data.isEmpty()) {
            sink.line(
                    event.equals("gap")
                            ? GAP
                            : ListenConnection.line(event, RawJson.parse(data.toString(), JsonLimits.QUEUE)));
        }
        event = "";
        data.setLength(0);
    }
}
