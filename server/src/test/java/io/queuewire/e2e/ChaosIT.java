package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.app.demo.EmbeddedQueue;
import io.queuewire.testkit.Seeds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Numbered messages, a relay that is killed without warning five times, clients that come back late, a queue service that
 * is restarted twice: every number is seen, and what is seen twice was in hand at a kill.
 *
 * <p>{@code -Dqueuewire.chaos.messages} makes it shorter, {@code -Dqueuewire.seed} brings the same order of events again.
 */
class ChaosIT {

    private static final int MESSAGES = Integer.getInteger("queuewire.chaos.messages", 20_000);
    private static final int BATCH = 10;
    private static final int CLIENTS = 2;
    private static final int LATEST_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final Path STORAGE = Path.of("messages");
    /** The service forgets what it has stored when a message is received while it is being stored, so nobody sees it before. */
    private static final Duration STORED = Duration.ofSeconds(1);

    /** What happens on the way, in any order. */
    private enum Blow {
        KILL,
        RESTART_QUEUE
    }

    @TempDir
    private Path folder;

    private final long seed = Seeds.some(1).findFirst().orElseThrow();
    private final Random random = new Random(seed);
    private final Set<String> seen = new HashSet<>();
    private final Set<String> seenAgain = new HashSet<>();
    private final Set<String> inHandAtAKill = new HashSet<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<JavaClient> clients = new ArrayList<>();
    private int relays;

    @AfterEach
    void closeAll() throws Exception {
        clients.forEach(JavaClient::close);
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    @Test
    void nothingIsLostAndOnlyWhatWasInHandIsSeenTwice() throws Exception {
        System.out.println("chaos with " + MESSAGES + " messages: -Dqueuewire.seed=" + seed);
        EmbeddedQueue service = startService(0);
        QueueWitness witness = open(QueueWitness.of(service.endpoint()));
        TestQueue queue = open(createQueue(service));
        Set<String> sentAgain = Collections.synchronizedSet(new HashSet<>());
        Thread producer = Thread.ofVirtual().start(() -> send(queue, sentAgain));
        RelayProcess relay = startRelay(queue, witness);
        int steps = blows().size() + 1;
        int step = 1;
        for (Blow blow : blows()) {
            awaitProgress(MESSAGES * step++ / steps - random.nextInt(MESSAGES / steps));
            switch (blow) {
                case KILL -> {
                    relay.kill();
                    inHandAtAKill.addAll(witness.takeFromTheDead());
                    noteSightings();
                    relay = startRelay(queue, witness);
                }
                case RESTART_QUEUE -> {
                    open.removeFirst().close();
                    service = startService(service.endpoint().getPort());
                    createQueue(service).close();
                }
            }
        }
        producer.join();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(this::everythingWasSeen);
        eventually().until(() -> queue.size().equals(new TestQueue.Size(0, 0)));
        noteSightings();

        seenAgain.removeAll(sentAgain);
        System.out.printf(
                "chaos: %d in hand at a kill, %d seen again, %d sent again, %d given back%n",
                inHandAtAKill.size(), seenAgain.size(), sentAgain.size(), witness.givenBack());
        assertThat(inHandAtAKill).containsAll(seenAgain);
        assertThat(witness.givenBack()).as("messages that found nobody").isPositive();
    }

    private List<Blow> blows() {
        List<Blow> blows = new ArrayList<>(Collections.nCopies(5, Blow.KILL));
        blows.addAll(Collections.nCopies(2, Blow.RESTART_QUEUE));
        Collections.shuffle(blows, new Random(seed));
        return blows;
    }

    private static List<String> numbers() {
        return IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
    }

    /** A producer that does not give up; what failed may be on the queue all the same. */
    private static void send(TestQueue queue, Set<String> sentAgain) {
        List<String> numbers = numbers();
        for (int start = 0; start < MESSAGES; start += BATCH) {
            List<String> batch = numbers.subList(start, Math.min(MESSAGES, start + BATCH));
            eventually().until(() -> {
                try {
                    queue.sendAll(batch);
                    return true;
                } catch (SdkException failed) {
                    sentAgain.addAll(batch);
                    return false;
                }
            });
        }
    }

    private EmbeddedQueue startService(int port) throws IOException, InterruptedException {
        EmbeddedQueue service = EmbeddedQueue.start(port, Optional.of(folder.resolve(STORAGE)));
        open.addFirst(service);
        return service;
    }

    private static TestQueue createQueue(EmbeddedQueue service) {
        return TestQueue.createDelayed(service.endpoint(), "chaos", STORED);
    }

    /** Its clients come when it has served for a while without any. */
    private RelayProcess startRelay(TestQueue queue, QueueWitness witness) throws IOException {
        RelayProcess relay = open(RelayProcess.run(
                Files.createDirectory(folder.resolve("relay-" + ++relays)),
                "serve",
                "--set=host=127.0.0.1",
                "--set=port=0",
                "--set=management.port=0",
                "--set=queue.url=" + queue.url(),
                "--set=queue.endpoint=" + witness.endpoint(),
                "--set=queue.region=us-east-1",
                "--set=queue.wait=1s",
                "--set=queue.visibility=" + QueueWitness.VISIBILITY_SECONDS + "s",
                "--set=queue.pollers=2",
                "--set=queue.no-audience=release"));
        URI address = relay.address();
        await().pollDelay(Duration.ofMillis(1 + random.nextInt(LATEST_MILLIS))).until(() -> true);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(JavaClient.connect(address));
        }
        return relay;
    }

    private void awaitProgress(int numbers) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> seen.size()
                                + clients.stream()
                                        .mapToInt(client -> client.events().size())
                                        .max()
                                        .orElse(0)
                        >= numbers);
    }

    private boolean everythingWasSeen() {
        Set<String> all = new HashSet<>(seen);
        clients.forEach(client -> all.addAll(dataOf(client)));
        return all.containsAll(numbers());
    }

    /** Takes over what the clients of the last relay have seen; they are done. */
    private void noteSightings() {
        Set<String> lately = new HashSet<>();
        for (JavaClient client : clients) {
            client.close();
            Set<String> once = new HashSet<>();
            dataOf(client).stream().filter(number -> !once.add(number)).forEach(seenAgain::add);
            lately.addAll(once);
        }
        clients.clear();
        lately.stream().filter(number -> !seen.add(number)).forEach(seenAgain::add);
    }

    private static List<String> dataOf(JavaClient client) {
        return client.events().stream().map(JavaClient.Event::data).toList();
    }

    private <T extends AutoCloseable> T open(T part) {
        open.add(part);
        return part;
    }
}
