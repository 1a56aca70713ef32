package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.ops.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RecentProblemsTest {

    private static final Logger log = LoggerFactory.getLogger("io.queuewire.Somebody");

    private final RecentProblems problems = RecentProblems.collect();

    @AfterEach
    void stop() {
        problems.stop();
    }

    @Test
    void warningsAndErrorsAreKeptTheNewestFirst() {
        log.info("all is well");
        log.warn("queue {} fails", "items");
        log.error("defect");

        assertThat(problems.list()).extracting(Problem::message).containsExactly("defect", "queue items fails");
        assertThat(problems.list()).extracting(Problem::level).containsExactly("ERROR", "WARN");
        assertThat(problems.list().getFirst().logger()).isEqualTo("io.queuewire.Somebody");
        assertThat(problems.list().getFirst().thread())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(problems.list().getFirst().trace()).isEmpty();
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 0; i <= RecentProblems.MOST; i++) {
            log.warn("problem {}", i);
        }

        assertThat(problems.list()).hasSize(RecentProblems.MOST);
        assertThat(problems.list().getFirst().message()).isEqualTo("problem " + RecentProblems.MOST);
        assertThat(problems.list().getLast().message()).isEqualTo("problem 1");
    }

    @Test
    void whatAClientGotIntoAMessageIsEscapedEverywhere() {
        log.warn("room {}", "a\nb\u001b[31m\u202e", new IllegalStateException("c\td\u2028e"));

        assertThat(problems.list().getFirst().message()).isEqualTo("room a\\u000ab\\u001b[31m\\u202e");
        assertThat(problems.list().getFirst().trace())
                .startsWith("java.lang.IllegalStateException: c\\u0009d\\u2028e\n")
                .contains("\nat io.queuewire.app.RecentProblemsTest.");
    }

    @Test
    void textsHaveALength() {
        log.warn("x".repeat(1_000_000));

        assertThat(problems.list().getFirst().message()).hasSizeLessThan(3_000).endsWith("…");
    }

    @Test
    void theMessageItIsAboutIsNamed() {
        MDC.put("messageId", "m-1");
        try {
            log.warn("invalid");
        } finally {
            MDC.remove("messageId");
        }

        assertThat(problems.list().getFirst().message()).isEqualTo("invalid messageId=m-1");
    }

    @Test
    void nothingIsCollectedAfterTheStop() {
        problems.stop();
        log.warn("late");

        assertThat(problems.list()).isEmpty();
    }

    @Test
    void anExceptionThatEndsAThreadIsAProblem() throws InterruptedException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        UncaughtExceptions.report();
        try {
            Thread thread = Thread.ofPlatform().name("worker-7").start(() -> {
                throw new IllegalStateException("unforeseen");
            });
            thread.join();

            assertThat(problems.list()).singleElement().satisfies(problem -> {
                assertThat(problem.level()).isEqualTo("ERROR");
                assertThat(problem.message()).contains("worker-7");
                assertThat(problem.trace()).contains("unforeseen");
            });
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
