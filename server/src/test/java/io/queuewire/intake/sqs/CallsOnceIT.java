package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.SourceException;
import io.queuewire.testkit.FaultySqs;
import io.queuewire.testkit.FaultySqs.Trouble;
import io.queuewire.testkit.InMemoryQueue;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that fails is not made again by what is below us: what a second receive brings, nobody might get. */
class CallsOnceIT {

    private final InMemoryQueue queue = new InMemoryQueue("items", Clock.systemUTC());
    private Optional<FaultySqs> service = Optional.empty();
    private Optional<QueueConnection> connection = Optional.empty();

    @BeforeEach
    void callOnceThatTheConnectionIsKept() throws IOException, InterruptedException {
        service = Optional.of(new FaultySqs(queue));
        connection = Optional.of(
                new SqsMessageSource(SqsConfig.of(service().url()).settlingWithin(Duration.ofSeconds(2))).connect());
        queue.send("first");
        assertThat(receive()).hasSize(1);
    }

    @AfterEach
    void close() {
        connection.orElseThrow().close();
        service().close();
    }

    @Test
    void notWhenItsConnectionBreaks() {
        service().trouble(new Trouble.Reset());

        assertThatExceptionOfType(SourceException.class).isThrownBy(this::receive);

        assertThat(service().calls()).hasSize(2);
    }

    @Test
    void notWhenItIsCut() {
        service().trouble(new Trouble.Hang());
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                receive();
            } catch (InterruptedException | SourceException e) {
                end.complete(e);
            }
        });
        await().until(() -> service().calls().size() == 2);

        connection.orElseThrow().abort();

        assertThat(end).succeedsWithin(Duration.ofSeconds(5));
        assertThat(service().calls()).hasSize(2);
    }

    @Test
    @Timeout(8)
    void notWhenASettlementHangsForAQuarterOfTheVisibility() throws InterruptedException {
        queue.send("second");
        List<ReceivedMessage> received = receive();
        service().trouble(new Trouble.Hang());

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> connection.orElseThrow().delete(received))
                .withMessageContaining("no answer within");

        assertThat(service().calls()).hasSize(3);
    }

    private List<ReceivedMessage> receive() throws InterruptedException {
        return connection.orElseThrow().receive(10, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    private FaultySqs service() {
        return service.orElseThrow();
    }
}
