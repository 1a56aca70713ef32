package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.InMemoryQueue;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an orchestrator hears of a relay whose queue does not do well, or that is about to go. */
class ReadinessIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
    private final InMemoryQueue other = new InMemoryQueue("others", Clock.systemUTC());

    @Test
    void aRelayThatStopsIsNotReadyWhileItSettlesWhatItHasInHand() throws Exception {
        try (FaultySqs service = new FaultySqs(queue);
                RelayFixture relay = RelayFixture.start("queue.url=" + service.url())) {
            await().atMost(SOON).until(() -> readiness(relay).statusCode() == 200);
            service.trouble("DeleteMessageBatch", new Trouble.Refuse(500, "InternalError"));
            IntStream.range(0, 3).forEach(i -> queue.send(Integer.toString(i)));
            await().until(() -> service.calls("DeleteMessageBatch") > 0);

            Thread stop = Thread.ofVirtual().start(relay::close);

            await().atMost(SOON).until(() -> readiness(relay).statusCode() == 503);
            assertThat(readiness(relay).body()).contains("the relay is stopping");
            assertThat(queue.size()).isEqualTo(3);
            assertThat(stop.isAlive()).isTrue();

            service.heal();
            assertThat(stop.join(SOON)).isTrue();
            assertThat(queue.size()).isZero();
        }
    }

    @Test
    void aQueueWhosePollsHangIsNamedUntilTheyAreAnswered() throws Exception {
        try (FaultySqs service = new FaultySqs(queue);
                FaultySqs working = new FaultySqs(other);
                RelayFixture relay = RelayFixture.start("queue.url=" + service.url() + "," + working.url())) {
            await().atMost(SOON).until(() -> readiness(relay).statusCode() == 200);
            service.trouble(new Trouble.Hang());
            await().until(() -> service.hanging() > 0);
            await().atMost(SOON).until(() -> readiness(relay).statusCode() == 503);

            assertThat(readiness(relay).body())
                    .contains("\"queue " + service.url() + "\":{\"ready\":false,\"reason\":\"the last poll")
                    .contains("\"queue " + working.url() + "\":{\"ready\":true}");
            assertThat(get(relay, "livez").statusCode()).isEqualTo(200);

            service.heal();
            // A poll that hangs is cut ten seconds after its wait.
            await().atMost(Duration.ofSeconds(20)).until(() -> readiness(relay).statusCode() == 200);
            queue.send("1");
            await().until(() -> queue.size() == 0);
        }
    }

    private static HttpResponse<String> readiness(RelayFixture relay) throws IOException, InterruptedException {
        return get(relay, "readyz");
    }

    private static HttpResponse<String> get(RelayFixture relay, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(relay.management().resolve(path)).build(), BodyHandlers.ofString());
        }
    }
}
