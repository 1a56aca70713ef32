package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.app.config.ServerConfig.LogFormat;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingIT {

    @Test
    void textGoesToTheStandardErrorAndIsThereAtTheEnd() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "TEXT")) {
            List<String> lines = program.errors().lines().toList();

            assertThat(lines).hasSize(1002);
            assertThat(lines.getFirst()).matches("\\S+Z INFO  \\[main] Program: line 0 of \"x\\\\u000ay\"");
            assertThat(lines).noneMatch(line -> line.contains("started"));
            assertThat(lines.get(1000)).contains("ERROR").contains("failed");
            assertThat(program.exitCode()).isEqualTo(3);
            assertThat(program.remainingLines()).isEmpty();
        }
    }

    @Test
    void jsonIsOneObjectForEachEvent() throws Exception {
        try (ForkedJvm program = ForkedJvm.run(Program.class, "JSON")) {
            List<Map<String, RawJson>> events = program.errors()
                    .lines()
                    .map(line -> RawJson.parse(line, JsonLimits.QUEUE).members())
                    .toList();

            assertThat(events).hasSize(1001);
            assertThat(events.getFirst()).containsOnlyKeys("timestamp", "level", "thread", "logger", "message");
            assertThat(events.getFirst())
                    .containsEntry("level", RawJson.string("INFO"))
                    .containsEntry("thread", RawJson.string("main"))
                    .containsEntry("message", RawJson.string("line 0 of \"x\ny\""));
            assertThat(events.getLast()).containsEntry("level", RawJson.string("ERROR"));
            assertThat(events.getLast())
                    .hasEntrySatisfying(
                            "stack_trace",
                            trace -> assertThat(trace.asString()).startsWith("java.lang.IllegalStateException"));
            assertThat(program.exitCode()).isEqualTo(3);
            assertThat(program.remainingLines()).isEmpty();
        }
    }

    /** Logs, and ends at once. */
    static final class Program {

        private Program() {}

        public static void main(String... arguments) {
            Logging.loadAhead();
            LoggerFactory.getLogger(Program.class).error("before there is a log");
            Logging.start(LogFormat.valueOf(arguments[0]));
            LoggerFactory.getLogger("org.apache.pekko.Actor").info("started");
            for (int i = 0; i < 1000; i++) {
                LoggerFactory.getLogger(Program.class.getPackageName() + ".Program")
                        .info("line {} of \"{}\"", i, "x\ny");
            }
            Exception failure = new IllegalStateException();
            failure.setStackTrace(new StackTraceElement[0]);
            LoggerFactory.getLogger(Program.class).error("failed", failure);
            System.exit(3);
        }
    }
}
