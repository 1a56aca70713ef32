package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuewire.intake.InFlightLimit.Reservation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightLimitTest {

    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void aReservationIsAsLargeAsTheRoom() throws InterruptedException {
        InFlightLimit limit = new InFlightLimit(15, 100 * MEBIBYTE);

        assertThat(limit.reserve(10).places()).isEqualTo(10);
        assertThat(limit.reserve(10).places()).isEqualTo(5);
    }

    @Test
    void roomIsReservedForMessagesOfTheLargestSize() throws InterruptedException {
        InFlightLimit limit = new InFlightLimit(100, 3 * MEBIBYTE + 5);

        assertThat(limit.reserve(10).places()).isEqualTo(3);
    }

    @Test
    void whatTheMessagesDidNotNeedIsReturned() throws InterruptedException {
        InFlightLimit limit = new InFlightLimit(100, 10 * MEBIBYTE);
        try (Reservation room = limit.reserve(10)) {
            room.occupy(100);
            room.occupy((int) MEBIBYTE);
        }

        // One mebibyte and 100 bytes are taken, and the places of two messages.
        assertThat(limit.reserve(10).places()).isEqualTo(8);
    }

    @Test
    void whoFindsNoRoomWaitsForIt() throws InterruptedException {
        InFlightLimit limit = new InFlightLimit(1, 10 * MEBIBYTE);
        try (Reservation room = limit.reserve(10)) {
            room.occupy(7);
        }
        CompletableFuture<Integer> places = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                places.complete(limit.reserve(10).places());
            } catch (InterruptedException e) {
                places.completeExceptionally(e);
            }
        });
        await().until(() -> waiting.getState() == Thread.State.WAITING);

        limit.free(7);

        assertThat(places).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(1);
    }

    @Test
    void aSmallLimitDoesNotKeepWaitingForAFullBatch() throws InterruptedException {
        InFlightLimit limit = new InFlightLimit(3, 100 * MEBIBYTE);

        assertThat(limit.reserve(10).places()).isEqualTo(3);
    }
}
