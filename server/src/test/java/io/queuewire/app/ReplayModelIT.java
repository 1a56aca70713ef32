package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.ReplayLimits;
import io.queuewire.testkit.CutProxy;
import io.queuewire.testkit.Seeds;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients of three protocols at once that are cut off and come back, sooner and later than the log forgets: what each of
 * them is told is, word for word, what a model of a few lines says.
 */
class ReplayModelIT {

    private static final int KEPT = 40;
    private static final int CLIENTS = 9;
    private static final int STEPS = 20;
    private static final List<String> ROOMS = List.of("open-a", "open-b");

    /** A message of the model. */
    private record Message(long number, Set<String> rooms) {}

    private final List<Message> published = new ArrayList<>();

    @ParameterizedTest
    @MethodSource
    void eachClientIsToldWhatTheModelSays(long seed) throws Exception {
        Random random = new Random(seed);
        List<Model> models = new ArrayList<>();
        try (ReplayRelay relay = ReplayRelay.keeping(new ReplayLimits(Duration.ofHours(1), KEPT, 1 << 30))) {
            for (int i = 0; i < CLIENTS; i++) {
                models.add(new Model(relay, i % 3, random));
            }
            models.forEach(Model::awaitEverything);
            int tooMuch = random.nextInt(STEPS);
            for (int step = 0; step < STEPS; step++) {
                models.stream().filter(model -> random.nextInt(4) == 0).forEach(Model::cut);
                if (step == tooMuch) {
                    // Whatever the seed, somebody misses more than is kept.
                    models.get(random.nextInt(CLIENTS)).cut();
                    publish(relay, 2 * KEPT, random);
                }
                publish(relay, random.nextInt(3) == 0 ? random.nextInt(2 * KEPT) : random.nextInt(10), random);
                models.stream().filter(model -> random.nextInt(2) == 0).forEach(Model::mend);
                models.forEach(Model::awaitEverything);
            }
            models.forEach(Model::mend);
            models.forEach(Model::awaitEverything);
            // Who has heard a last message, and nothing else before it, was not told anything twice.
            publish(relay, Set.of());
            models.forEach(Model::awaitEverything);
        } finally {
            for (Model model : models) {
                model.client.close();
                model.proxy.close();
            }
        }
        assertThat(models.stream()
                        .flatMap(model -> model.expected.stream())
                        .filter(word -> word == ReturningClient.GAP))
                .as("gaps, without which this has tested little")
                .isNotEmpty();
    }

    static LongStream eachClientIsToldWhatTheModelSays() {
        return Seeds.some(2);
    }

    private void publish(ReplayRelay relay, int count, Random random) {
        for (int i = 0; i < count; i++) {
            Set<String> rooms = new TreeSet<>();
            ROOMS.stream().filter(room -> random.nextInt(3) == 0).forEach(rooms::add);
            publish(relay, rooms);
        }
    }

    private void publish(ReplayRelay relay, Set<String> rooms) {
        published.add(new Message(published.size() + 1, rooms));
        relay.publish(published.size(), rooms.toArray(String[]::new));
    }

    /** Hundreds of waits follow each other in a run, each of them for moments. */
    private static ConditionFactory soon() {
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20));
    }

    /** One client, and what it should have been told. */
    private final class Model {
        private final boolean socketIo;
        private final Set<String> rooms = new TreeSet<>();
        private final CutProxy proxy;
        private final ReturningClient client;
        private final List<Long> expected = new ArrayList<>();
        private boolean cut;
        private int joins = 1;

        /** The last message that it has, or that came before it. */
        private long seen;

        Model(ReplayRelay relay, int protocol, Random random) {
            ROOMS.stream().filter(room -> random.nextBoolean()).forEach(rooms::add);
            proxy = CutProxy.to(relay.port());
            socketIo = protocol == 0;
            String host = "127.0.0.1:" + proxy.port();
            client = ReturningClient.to(
                    URI.create(
                            switch (protocol) {
                                case 0 -> "http://" + host + "/";
                                case 1 -> "ws://" + host + "/ws";
                                default -> "http://" + host + "/events";
                            }),
                    List.copyOf(rooms));
            soon().until(() -> client.joins() == 1);
            // An event stream says where it begins a moment after it has let one in; a Socket.IO session needs no
            // position.
            soon().until(() -> socketIo || !client.position().isEmpty());
        }

        void cut() {
            if (!cut) {
                cut = true;
                proxy.cut();
            }
        }

        void mend() {
            if (cut) {
                cut = false;
                proxy.mend();
                joins++;
                comeBack();
                soon().until(() -> client.joins() == joins);
            }
        }

        /** What the relay says to one who comes back. */
        private void comeBack() {
            long forgotten = Math.max(0, published.size() - KEPT);
            boolean gap = published.stream()
                    .anyMatch(message -> message.number() > seen && message.number() <= forgotten && isFor(message));
            if (gap) {
                expected.add(ReturningClient.GAP);
            }
            for (Message message : published) {
                // A Socket.IO client whose session is gone is in no rooms until it has joined them again.
                boolean heard = (gap && socketIo) ? message.rooms().isEmpty() : isFor(message);
                if (message.number() > Math.max(seen, forgotten) && heard) {
                    expected.add(message.number());
                }
            }
            seen = published.size();
        }

        /** What it is told while it is there. */
        void awaitEverything() {
            if (!cut) {
                for (Message message : published) {
                    if (message.number() > seen && isFor(message)) {
                        expected.add(message.number());
                    }
                }
                seen = published.size();
                soon().untilAsserted(() -> assertThat(client.heard()).containsExactlyElementsOf(expected));
            }
        }

        private boolean isFor(Message message) {
            return message.rooms().isEmpty() || message.rooms().stream().anyMatch(rooms::contains);
        }
    }
}
