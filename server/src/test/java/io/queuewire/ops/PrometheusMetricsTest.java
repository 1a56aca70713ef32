package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {

    private final PrometheusMetrics metrics = new PrometheusMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void countersHaveTheDocumentedNames() {
        metrics.queueMessage("delivered");
        metrics.queueMessage("delivered");
        metrics.deliveries("socketio_websocket", 1000);
        metrics.clientEvent("item_removed", "accepted");
        metrics.disconnect("client_closed");

        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_queue_messages_total{outcome=\"delivered\"} 2.0",
                        "queuewire_deliveries_total{protocol=\"socketio_websocket\"} 1000.0",
                        "queuewire_client_events_total{event=\"item_removed\",outcome=\"accepted\"} 1.0",
                        "queuewire_disconnects_total{reason=\"client_closed\"} 1.0");
    }

    @Test
    void everyOutcomeOfAQueueMessageIsThereFromTheStart() {
        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_queue_messages_total{outcome=\"delivered\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"no_audience\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"stale\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"duplicate\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"invalid\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"parked\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"dropped\"} 0.0",
                        "queuewire_queue_messages_total{outcome=\"released\"} 0.0");
    }

    @Test
    void eachQueueHasItsOwnCounters() {
        QueueMeters queues = metrics.queues();
        queues.announce("items");
        queues.polled("items", 3);
        queues.polled("items", 0);
        queues.polled("items", 0);
        queues.callFailed("items", "delete", "RequestThrottled");
        queues.settlementFailed("items", "delete", "ReceiptHandleIsInvalid");
        queues.redelivered("items");

        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_queue_polls_total{queue=\"items\",result=\"messages\"} 1.0",
                        "queuewire_queue_polls_total{queue=\"items\",result=\"empty\"} 2.0",
                        "queuewire_queue_polls_total{queue=\"items\",result=\"failed\"} 0.0",
                        "queuewire_queue_redeliveries_total{queue=\"items\"} 1.0",
                        "queuewire_queue_call_failures_total{call=\"delete\",code=\"RequestThrottled\",queue=\"items\"} 1.0",
                        "queuewire_queue_settlement_failures_total{call=\"delete\",code=\"ReceiptHandleIsInvalid\",queue=\"items\"} 1.0",
                        "queuewire_queue_stumbles_total{queue=\"items\"} 0.0");
    }

    @Test
    void eachQueueHasItsOwnGauges() {
        QueueMeters queues = metrics.queues();
        queues.watchPaused("items", () -> 1);
        queues.watchFailing("items", "polls", () -> 1);
        queues.watchOldest("items", () -> 1.5);
        queues.watchLag("items", () -> 2.5);

        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_queue_paused{queue=\"items\"} 1.0",
                        "queuewire_queue_failing{calls=\"polls\",queue=\"items\"} 1.0",
                        "queuewire_queue_oldest_in_hand_seconds{queue=\"items\"} 1.5",
                        "queuewire_queue_lag_seconds{queue=\"items\"} 2.5");
    }

    @Test
    void codesOfAnUnrulyServiceAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            metrics.queues().callFailed("items", "receive", "Code" + i);
        }

        assertThat(metrics.scrape().lines())
                .filteredOn(line -> line.startsWith("queuewire_queue_call_failures_total{"))
                .hasSizeLessThanOrEqualTo(200)
                .anyMatch(line -> line.contains("code=\"other\""));
    }

    @Test
    void anAnnouncedProtocolIsThereBeforeItsClients() {
        metrics.announceProtocol("sse");

        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_connections{protocol=\"sse\"} 0.0",
                        "queuewire_deliveries_total{protocol=\"sse\"} 0.0");
    }

    @Test
    void connectionsGoUpAndDown() {
        metrics.connectionOpened("sse");
        metrics.connectionOpened("sse");
        metrics.connectionOpened("websocket");
        metrics.connectionClosed("sse");

        assertThat(metrics.scrape().lines())
                .contains(
                        "queuewire_connections{protocol=\"sse\"} 1.0",
                        "queuewire_connections{protocol=\"websocket\"} 1.0");
    }

    @Test
    void latenciesAreHistogramsInSeconds() {
        metrics.queueToSocket(Duration.ofMillis(4));
        metrics.queueToSocket(Duration.ofMillis(-7));
        metrics.handOff(Duration.ofNanos(400_000));
        metrics.eventLoopLag(Duration.ofSeconds(59));

        assertThat(metrics.scrape().lines())
                .contains(
                        "# TYPE queuewire_queue_to_socket_seconds histogram",
                        "queuewire_queue_to_socket_seconds_bucket{le=\"5.0E-4\"} 1",
                        "queuewire_queue_to_socket_seconds_bucket{le=\"0.003\"} 1",
                        "queuewire_queue_to_socket_seconds_bucket{le=\"0.005\"} 2",
                        "queuewire_queue_to_socket_seconds_count 2",
                        "queuewire_handoff_seconds_bucket{le=\"5.0E-4\"} 1",
                        "queuewire_event_loop_lag_seconds_bucket{le=\"30.0\"} 0",
                        "queuewire_event_loop_lag_seconds_bucket{le=\"60.0\"} 1",
                        "queuewire_event_loop_lag_seconds_sum 59.0");
    }

    @Test
    void theQueueIsAskedAtEachScrape() {
        AtomicReference<Optional<Instant>> poll = new AtomicReference<>(Optional.empty());
        metrics.watchInHand(() -> 17);
        metrics.watchLastPoll(poll::get);

        assertThat(metrics.scrape().lines())
                .contains("queuewire_queue_in_hand 17.0", "queuewire_last_poll_timestamp_seconds 0.0");

        poll.set(Optional.of(Instant.ofEpochSecond(1000)));

        assertThat(metrics.scrape().lines()).contains("queuewire_last_poll_timestamp_seconds 1000.0");
    }

    @Test
    void whatIsKeptForClientsThatComeBackIsAskedForAtEachScrape() {
        AtomicReference<Duration> oldest = new AtomicReference<>(Duration.ZERO);
        metrics.watchReplay(() -> 3, () -> 1_536, oldest::get);

        assertThat(metrics.scrape().lines())
                .contains(
                        "# TYPE queuewire_replay_bytes gauge",
                        "queuewire_replay_messages 3.0",
                        "queuewire_replay_bytes 1536.0",
                        "queuewire_replay_oldest_seconds 0.0");

        oldest.set(Duration.ofMillis(1_500));

        assertThat(metrics.scrape().lines()).contains("queuewire_replay_oldest_seconds 1.5");
    }

    @Test
    void theProcessIsMeasuredToo() {
        metrics.scrape();

        assertThat(metrics.scrape())
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads ")
                .contains("process_files_open_files ")
                .contains("process_uptime_seconds ");
    }

    @Test
    void whatClientsChooseNeverMakesMoreThan200Series() {
        for (int i = 0; i < 1000; i++) {
            metrics.clientEvent("event-" + i, i % 2 == 0 ? "accepted" : "not_allowed");
        }

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("queuewire_client_events_total{")))
                .hasSize(182)
                .contains(
                        "queuewire_client_events_total{event=\"event-0\",outcome=\"accepted\"} 1.0",
                        "queuewire_client_events_total{event=\"other\",outcome=\"accepted\"} 410.0",
                        "queuewire_client_events_total{event=\"other\",outcome=\"not_allowed\"} 410.0");
    }

    @Test
    void notEvenAWildSecondLabelMakesMoreThan200Series() {
        for (int i = 0; i < 1000; i++) {
            metrics.clientEvent("event-" + i, "outcome-" + i);
        }

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("queuewire_client_events_total{")))
                .hasSize(200)
                .contains("queuewire_client_events_total{event=\"other\",outcome=\"other\"} 801.0");
    }
}
