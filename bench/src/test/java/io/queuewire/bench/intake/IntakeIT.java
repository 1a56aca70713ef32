package io.queuewire.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.bench.Checkout;
import io.queuewire.bench.NodePeers;
import io.queuewire.bench.Prepared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Whether the benchmark works at all: too small and too short to say anything. The relay itself is tested elsewhere. */
class IntakeIT {

    private static final Turns ONE = new Turns(0, 1);

    private EmbeddedQueue service;

    /** Without Node the tests are skipped and say so; on a machine that was prepared for them they fail. */
    @BeforeAll
    static void fetchLibraries() throws IOException, InterruptedException {
        try {
            new NodePeers(Checkout.find().node()).fetch();
        } catch (IOException e) {
            if (Prepared.with("node")) {
                throw e;
            }
            Assumptions.abort(e.toString());
        }
    }

    @BeforeEach
    void startQueueService() throws IOException, InterruptedException {
        service = EmbeddedQueue.start(0, Optional.empty());
    }

    @AfterEach
    void stopQueueService() {
        service.close();
    }

    @Test
    void theLoopAndTheHandBuiltRelayAreDrained() throws IOException, InterruptedException {
        Map<String, List<Figure>> figures = new Drain(20, ONE, List.of(NodeRelay::start)).run(service.endpoint(), 2);

        assertThat(figures).containsOnlyKeys(Receiving.NAME, NodeRelay.NAME);
        assertThat(figures.values())
                .allSatisfy(rounds -> assertThat(rounds)
                        .singleElement()
                        .satisfies(
                                figure -> assertThat(figure.messagesPerSecond()).isPositive()));
    }

    @Test
    void latencyOfTheHandBuiltRelayIsMeasured() throws IOException, InterruptedException {
        Map<String, List<Delay>> delays = new Latency(5, ONE, List.of(NodeRelay::start)).run(service.endpoint());

        assertThat(delays.get(NodeRelay.NAME))
                .singleElement()
                .satisfies(delay -> assertThat(delay.middle()).isPositive());
    }

    @Test
    void theHandBuiltRelayBringsEachMessageToEachClientOnceAndDeletesIt() throws IOException, InterruptedException {
        BenchQueue queue = BenchQueue.create(service.endpoint());
        BlockingQueue<String> first = new LinkedBlockingQueue<>();
        BlockingQueue<String> second = new LinkedBlockingQueue<>();
        try (PushServer relay = NodeRelay.start(queue, 2);
                LoadClients clients = LoadClients.start()) {
            clients.connect(1, relay.address(), first::add);
            clients.connect(1, relay.address(), second::add);
            relay.resume();
            List<String> before = send(queue, 0, 15);
            assertThat(take(first, 15)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(take(second, 15)).containsExactlyInAnyOrderElementsOf(before);

            relay.pause();
            List<String> after = send(queue, 15, 25);
            assertThat(first).as("while it is paused").isEmpty();
            relay.resume();
            assertThat(take(first, 10)).containsExactlyInAnyOrderElementsOf(after);
            assertThat(take(second, 10)).containsExactlyInAnyOrderElementsOf(after);
            relay.pause();
            queue.awaitEmpty();
            assertThat(first).as("nothing came twice").isEmpty();
        }
    }

    /** Gives the events that clients should see. */
    private static List<String> send(BenchQueue queue, int from, int end) {
        List<String> events = new ArrayList<>();
        try (SqsClient client = BenchQueue.client(queue.endpoint())) {
            for (int number = from; number < end; number++) {
                String body = "{\"number\":" + number + "}";
                client.sendMessage(request -> request.queueUrl(queue.url()).messageBody(body));
                events.add("42[\"item_added\"," + body + "]");
            }
        }
        return events;
    }

    private static List<String> take(BlockingQueue<String> events, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(Optional.ofNullable(events.poll(10, TimeUnit.SECONDS)).orElse("nothing in time"));
        }
        return taken;
    }
}
