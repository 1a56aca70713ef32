package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.InMemoryQueue;
import io.queuewire.testkit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators who pause and resume a queue against each other, and a stop that comes between. */
class IntakePauseRaceTest {

    private static final int MESSAGES = 200;
    private static final int OPERATORS = 3;
    /** The fixture gives a stop so long; a poll under way takes a quarter of a second. */
    private static final Duration STOP = Duration.ofSeconds(3);

    private final IntakeFixture fixture = new IntakeFixture("items");
    private final InMemoryQueue queue = fixture.queue();

    @AfterEach
    void stop() {
        fixture.close();
    }

    static LongStream seeds() {
        return Seeds.some(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStopAmongPausesEndsInTimeAndLosesNothing(long seed) throws InterruptedException {
        Random random = new Random(seed);
        fixture.start(new ConfigBuilder().pollers(1 + random.nextInt(3)).inFlight(20));
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> others = operators(random, over);
        others.add(Thread.ofPlatform().start(new Sender(random.nextLong())));
        sleep(random.nextInt(40));

        long start = System.nanoTime();
        fixture.stop();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        over.set(true);
        join(others);

        assertThat(took).isLessThan(STOP);
        assertThat(fixture.intake().status().inHand()).isZero();
        assertThat(queue.visible()).isEqualTo(queue.size());
        List<String> shownOrThere = new ArrayList<>(fixture.publisher().data());
        shownOrThere.addAll(queue.bodies());
        assertThat(shownOrThere).containsExactlyInAnyOrderElementsOf(all());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterAllPausesTheLastResumeIsHeard(long seed) throws InterruptedException {
        Random random = new Random(seed);
        fixture.start(new ConfigBuilder().pollers(1 + random.nextInt(3)).inFlight(40));
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> others = operators(random, over);
        Thread sender = Thread.ofPlatform().start(new Sender(random.nextLong()));
        sleep(random.nextInt(40));
        over.set(true);
        join(others);

        fixture.intake().resume();

        join(List.of(sender));
        await().until(() -> queue.size() == 0);
        assertThat(fixture.publisher().data()).containsExactlyInAnyOrderElementsOf(all());
        // One poller would do for all messages: none must have been left to rest.
        await().until(() -> fixture.intake().threads().stream()
                .filter(thread -> thread.role() == IntakeThread.Role.POLLER)
                .allMatch(thread -> thread.activity() == QueueActivity.RECEIVING));
    }

    private List<Thread> operators(Random random, AtomicBoolean over) {
        List<Thread> operators = new ArrayList<>();
        for (int i = 0; i < OPERATORS; i++) {
            Random own = new Random(random.nextLong());
            operators.add(Thread.ofPlatform().start(() -> {
                while (!over.get()) {
                    if (own.nextBoolean()) {
                        fixture.intake().pause();
                    } else {
                        fixture.intake().resume();
                    }
                    sleep(own.nextInt(3));
                }
            }));
        }
        return operators;
    }

    private final class Sender implements Runnable {
        private final Random random;

        private Sender(long seed) {
            random = new Random(seed);
        }

        @Override
        public void run() {
            all().forEach(body -> {
                queue.send(body);
                if (random.nextInt(10) == 0) {
                    sleep(1);
                }
            });
        }
    }

    private static List<String> all() {
        return IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
