package io.queuewire.bench.fanout;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How much of everything.
 *
 * @param clients who receive
 * @param idleClients who only answer heartbeats
 * @param stormClients who leave and come back
 * @param storms how many times they do
 * @param rates messages a second to be asked for, besides as many as possible
 * @param time of each figure
 * @param warmUp before each figure, at the rate of that figure
 * @param settling time after idle clients have connected, before they are watched
 * @param idleTime that idle clients are watched
 */
record Scale(
        int clients,
        int idleClients,
        int stormClients,
        int storms,
        List<Integer> rates,
        Duration time,
        Duration warmUp,
        Duration settling,
        Duration idleTime) {

    /** The size of a message's data, in bytes. */
    static final int SIZE = 200;

    Scale {
        rates = List.copyOf(rates);
    }

    /** For the reader of the figures. */
    String describe() {
        return String.format(
                Locale.ROOT,
                "%,d clients and %d-byte messages, %d s for each figure after %d s of warming up at the same rate; %,d idle clients for %d s after %d s of settling down;"
                        + " %,d clients that come back %d times.",
                clients,
                SIZE,
                time.toSeconds(),
                warmUp.toSeconds(),
                idleClients,
                idleTime.toSeconds(),
                settling.toSeconds(),
                stormClients,
                storms);
    }
}
