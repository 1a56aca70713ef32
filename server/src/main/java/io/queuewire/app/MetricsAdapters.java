package io.queuewire.app;

import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLog;
import io.queuewire.intake.Fault;
import io.queuewire.intake.IntakeMetrics;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.intake.Outcome;
import io.queuewire.intake.QueueCall;
import io.queuewire.ops.PrometheusMetrics;
import io.queuewire.ops.QueueMeters;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.SessionMetrics;
import io.queuewire.transport.LoopMetrics;
import io.queuewire.transport.LoopProbe;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Ties what each package counts to the meters that operators see. */
record MetricsAdapters(PrometheusMetrics meters) {

    HubMetrics hub() {
        return meters::deliveries;
    }

    LoopMetrics loops() {
        return meters::eventLoopLag;
    }

    SessionMetrics session() {
        return new SessionMetrics() {
            @Override
            public void opened(String protocol) {
                meters.connectionOpened(protocol);
            }

            @Override
            public void closed(String protocol, DisconnectReason reason) {
                meters.connectionClosed(protocol);
                meters.disconnect(reason.label());
            }

            @Override
            public void clientEvent(String event, String outcome) {
                meters.clientEvent(event, outcome);
            }
        };
    }

    /** Counts for one queue, under this label. */
    IntakeMetrics intake(String queue) {
        meters.queues().announce(queue);
        return new IntakeMetrics() {
            @Override
            public void polled(Duration took, int messages) {
                meters.queues().polled(queue, messages);
            }

            @Override
            public void callFailed(QueueCall call, Fault fault) {
                meters.queues().callFailed(queue, call.label(), fault.code());
                if (call == QueueCall.RECEIVE) {
                    meters.queues().pollFailed(queue);
                }
            }

            @Override
            public void redelivered() {
                meters.queues().redelivered(queue);
            }

            @Override
            public void settlementFailed(QueueCall call, String code) {
                meters.queues().settlementFailed(queue, call.label(), code);
            }

            @Override
            public void stumbled() {
                meters.queues().stumbled(queue);
            }

            @Override
            public void ended(Outcome outcome) {
                meters.queueMessage(outcome.label());
            }

            @Override
            public void handedOff(Duration sinceReceive, Duration sinceSent, int clients) {
                if (clients > 0) {
                    meters.handOff(sinceReceive);
                    meters.queueToSocket(sinceSent);
                }
            }
        };
    }

    /** Has the state of one queue shown, asked for at each scrape. */
    void watch(String queue, Supplier<IntakeStatus> status) {
        QueueMeters queues = meters.queues();
        queues.watchPaused(queue, () -> flag(status.get().state() == IntakeStatus.State.PAUSED));
        queues.watchFailing(queue, "polls", () -> flag(status.get().pollFault().isPresent()));
        queues.watchFailing(
                queue, "settlement", () -> flag(status.get().settlementFault().isPresent()));
        queues.watchFailing(
                queue, "parking", () -> flag(status.get().parkingFault().isPresent()));
        queues.watchOldest(queue, () -> seconds(status.get().oldest().orElse(Duration.ZERO)));
        queues.watchLag(queue, () -> seconds(status.get().lag()));
    }

    /** Has what waits for each event loop shown. */
    void watch(List<LoopProbe> loops) {
        for (int i = 0; i < loops.size(); i++) {
            meters.watchPendingTasks(Integer.toString(i + 1), loops.get(i)::pendingTasks);
        }
    }

    /** Has what a log keeps shown. */
    void watch(ReplayLog log) {
        meters.watchReplay(log::messages, log::bytes, () -> log.oldestAge().orElse(Duration.ZERO));
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
