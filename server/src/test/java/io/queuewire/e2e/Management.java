package io.queuewire.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The management port as an operator sees it.
 *
 * @param root its address
 */
record Management(URI root) {

    HttpResponse<String> readiness() {
        return get("readyz");
    }

    /** How many queue messages have come to an outcome. */
    int messages(String outcome) {
        return (int) value("queuewire_queue_messages_total{outcome=\"" + outcome + "\"}");
    }

    /** The value of one line of the metrics; 0 when it is not there yet. */
    double value(String series) {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    HttpResponse<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
