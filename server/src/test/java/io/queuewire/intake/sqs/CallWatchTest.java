package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class CallWatchTest {

    private static final Duration BEAT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Semaphore cuts = new Semaphore(0);
    private final CallWatch watch = new CallWatch(cuts::release, BEAT);

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void aCallThatTakesTooLongIsCutAndSaysSo() {
        assertThatThrownBy(() -> watch.limit(Duration.ZERO, this::hangUntilCut))
                .isInstanceOf(ApiCallTimeoutException.class)
                .hasMessageContaining("no answer within 0 s")
                .hasCauseInstanceOf(SdkClientException.class);
    }

    @Test
    void aCutThatMeetsNothingYetIsRepeated() {
        assertThatThrownBy(() -> watch.limit(Duration.ZERO, () -> {
                    hang();
                    return hangUntilCut();
                }))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void aCallInTimeHasItsAnswer() {
        assertThat(watch.limit(LONG, () -> "answer")).isEqualTo("answer");
        assertThat(cuts.availablePermits()).isZero();
    }

    @Test
    void aFailureInTimeIsItself() {
        SdkClientException failure = SdkClientException.create("refused");

        assertThatThrownBy(() -> watch.limit(LONG, () -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void anAnswerInSpiteOfTheCutCounts() {
        String answer = watch.limit(Duration.ZERO, () -> {
            hang();
            return "late";
        });

        assertThat(answer).isEqualTo("late");
    }

    @Test
    void whatComesAfterACutCallIsLeftAlone() {
        assertThatThrownBy(() -> watch.limit(Duration.ZERO, this::hangUntilCut))
                .isInstanceOf(ApiCallTimeoutException.class);
        cuts.drainPermits();

        String answer = watch.limit(LONG, () -> {
            letTheWatchLook();
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(cuts.availablePermits()).isZero();
    }

    private String hangUntilCut() {
        hang();
        throw SdkClientException.create("the socket was closed");
    }

    private void hang() {
        cuts.acquireUninterruptibly();
    }

    private static void letTheWatchLook() {
        try {
            Thread.sleep(BEAT.multipliedBy(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
