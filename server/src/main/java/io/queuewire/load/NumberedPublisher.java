package io.queuewire.load;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Posts numbered, time-stamped messages at a steady rate, one after the other, on a thread of its own.
 *
 * <p>A message carries the time at which it was due: if the server answers too slowly for the rate, latencies show it. A
 * refused number is posted again with the next message, so that a refusal is no loss.
 */
final class NumberedPublisher implements LoadFlow {

    private static final String EVENT = "load";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

    private final HttpSource source;
    private final LoadPlan.Members members;
    private final LoadClock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Thread thread = Thread.ofPlatform().name("load-publish").unstarted(this::run);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String lastFailure = "";
    private volatile boolean stopping;

    private NumberedPublisher(HttpSource source, LoadPlan.Members members, LoadClock clock) {
        this.source = source;
        this.members = members;
        this.clock = clock;
    }

    static NumberedPublisher start(HttpSource source, LoadPlan.Members members, LoadClock clock) {
        NumberedPublisher publisher = new NumberedPublisher(source, members, clock);
        publisher.thread.start();
        return publisher;
    }

    @Override
    public Publication publication() {
        return new Publication(published.get(), failed.get(), lastFailure);
    }

    @Override
    public void received(long messages) {
        // The rate is what was asked for, whatever the crowd can take.
    }

    private void run() {
        long due = System.nanoTime();
        while (!stopping) {
            long early = due - System.nanoTime();
            if (early > 0) {
                LockSupport.parkNanos(early);
            } else if (post(published.get() + 1, -early)) {
                boolean first = published.incrementAndGet() == 1;
                // The first one opens the connection, which no schedule should begin with.
                due = (first ? System.nanoTime() : due) + SECOND / source.perSecond();
            } else {
                failed.incrementAndGet();
                due = System.nanoTime() + PAUSE_AFTER_FAILURE;
            }
        }
    }

    private boolean post(long number, long lateNanos) {
        HttpRequest.Builder request = HttpRequest.newBuilder(source.url())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(number, clock.written(lateNanos))));
        source.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean taken = answer.statusCode() / 100 == 2;
            if (!taken) {
                lastFailure =
                        "HTTP " + answer.statusCode() + " " + answer.body().strip();
            }
            return taken;
        } catch (HttpTimeoutException e) {
            lastFailure = "no answer within " + PATIENCE.toSeconds() + " s";
        } catch (IOException e) {
            lastFailure = Reasons.of(e);
        } catch (InterruptedException e) {
            stopping = true;
            lastFailure = "interrupted";
        }
        return false;
    }

    private String body(long number, long time) {
        String start = "{\"" + members.number() + "\":" + number + ",\"" + members.time() + "\":" + time;
        int padding = source.size() - start.length() - ",\"pad\":\"\"}".length();
        String data = padding < 0 ? start + "}" : start + ",\"pad\":\"" + "x".repeat(padding) + "\"}";
        return "{\"event\":\"" + EVENT + "\",\"data\":" + data + "}";
    }

    /** Publishes no more; what is under way is waited for. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        http.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
