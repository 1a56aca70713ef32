package io.queuewire.app;

import io.queuewire.hub.HubMetrics;
import io.queuewire.intake.IntakeMetrics;
import io.queuewire.intake.Outcome;
import io.queuewire.ops.PrometheusMetrics;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.SessionMetrics;
import io.queuewire.transport.LoopMetrics;
import java.time.Duration;

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

    IntakeMetrics intake() {
        return new IntakeMetrics() {
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
}
