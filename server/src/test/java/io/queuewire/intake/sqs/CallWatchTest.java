package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class CallWatchTest {

    private static final Duration BEAT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

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
        assertThatThrownBy(() -> watch.limit(Duration.ZERO, this::hangUntilCutAgain))
                .isInstanceOf(ApiCallTimeoutException.class);
    }

    @Test
    void aCutThatFailsIsRepeated() {
        try (CallWatch clumsy = new CallWatch(
                () -> {
                    cuts.release();
                    throw new IllegalStateException("on purpose");
                },
                BEAT)) {
            assertThatThrownBy(() -> clumsy.limit(Duration.ZERO, this::hangUntilCutAgain))
                    .isInstanceOf(ApiCallTimeoutException.class);
        }
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

    private String hangUntilCutAgain() {
        hang();
        return hangUntilCut();
    }

    private String hangUntilCut() {
        hang();
        throw SdkClientException.create("the socket was closed");
    }

    private void hang() {
        try {
            if (!cuts.tryAcquire(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("no cut came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void letTheWatchLook() {
        try {
            Thread.sleep(BEAT.multipliedBy(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
