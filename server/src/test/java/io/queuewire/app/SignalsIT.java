package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ServerConfig.LogFormat;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsIT {

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void theFirstSignalStopsInOrder(String signal) throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "returning")) {
            program.awaitLine("running");

            program.signal(signal);

            assertThat(program.exitCode()).isZero();
            assertThat(program.remainingLines()).containsExactly("stopping on stop");
        }
    }

    @Test
    void aSignalDuringTheStartStopsInOrderWhenAllHasStarted() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "starting")) {
            program.awaitLine("running");

            program.signal("TERM");

            assertThat(program.exitCode()).isZero();
            assertThat(program.remainingLines()).startsWith("started").contains("stopping on stop");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, TERM, 143", "TERM, INT, 130", "INT, TERM, 143", "INT, INT, 130"})
    void theSecondSignalStopsAtOnce(String first, String second, int exitCode) throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "hanging")) {
            program.awaitLine("running");
            program.signal(first);
            program.awaitLine("stopping on stop");

            program.signal(second);

            assertThat(program.exitCode()).isEqualTo(exitCode);
            assertThat(program.remainingLines()).isEmpty();
        }
    }

    @Test
    void aStopThatHangsEndsAtItsLimit() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "limited")) {
            program.awaitLine("running");

            program.signal("TERM");

            assertThat(program.exitCode()).isZero();
            assertThat(program.errors()).contains("the stop takes longer than 100 ms");
        }
    }

    @Test
    void aStopThatFailsIsAFailure() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "failing")) {
            program.awaitLine("running");

            program.signal("TERM");

            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.errors())
                    .contains("SIGTERM: stopping in order")
                    .contains("the orderly stop failed")
                    .contains("IllegalStateException");
        }
    }

    /** Runs until a signal, and stops as its argument says. */
    static final class Program {

        private Program() {}

        public static void main(String... arguments) throws InterruptedException {
            Logging.start(LogFormat.TEXT);
            Signals signals = Signals.takeOver();
            if (arguments[0].equals("starting")) {
                System.out.println("running");
                awaitSignal();
                System.out.println("started");
            }
            if (arguments[0].equals("limited")) {
                signals.stopBy(Program::hang, Duration.ofMillis(100));
            } else {
                signals.stopBy(() -> stop(arguments[0]));
            }
            System.out.println("running");
            new CountDownLatch(1).await();
        }

        private static void stop(String how) {
            System.out.println("stopping on " + Thread.currentThread().getName());
            switch (how) {
                case "hanging" -> hang();
                case "failing" -> throw new IllegalStateException("as asked");
                default -> {}
            }
        }

        private static void awaitSignal() throws InterruptedException {
            while (Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("stop"))) {
                Thread.sleep(10);
            }
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
