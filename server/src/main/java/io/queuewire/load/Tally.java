package io.queuewire.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the clients of one event loop have seen; only that loop's thread touches it. */
final class Tally {

    private static final long MOST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Map<String, Long> connectFailures = new TreeMap<>();
    private final Map<String, Long> disconnects = new TreeMap<>();
    private final Histogram latencies = new Histogram(MOST_MICROS, DIGITS);
    private long open;
    private long decided;
    private long connects;
    private long cutWhileSlow;
    private long received;
    private long numbered;
    private long lost;
    private long duplicates;
    private long disordered;
    private long bytes;

    void connected() {
        decided++;
        connects++;
        open++;
    }

    void connectFailed(String reason) {
        decided++;
        connectFailures.merge(reason, 1L, Long::sum);
    }

    /** A client left because it meant to. */
    void left() {
        open--;
    }

    void disconnected(String reason) {
        open--;
        disconnects.merge(reason, 1L, Long::sum);
    }

    void cutWhileSlow() {
        open--;
        cutWhileSlow++;
    }

    void bytes(int count) {
        bytes += count;
    }

    void received() {
        received++;
    }

    void numbered() {
        numbered++;
    }

    /** @param count below zero for what came after all */
    void lost(long count) {
        lost += count;
    }

    void duplicate() {
        duplicates++;
    }

    void disordered() {
        disordered++;
    }

    /** @param micros of a clock that may run behind that of the sender */
    void latency(long micros) {
        latencies.recordValue(Math.clamp(micros, 0, MOST_MICROS));
    }

    /** @param missing what is lost besides what is counted as lost already */
    Counts counts(long missing) {
        return new Counts(
                open,
                decided,
                connects,
                cutWhileSlow,
                received,
                numbered,
                lost + missing,
                duplicates,
                disordered,
                bytes,
                connectFailures,
                disconnects);
    }

    Histogram latencies() {
        return latencies.copy();
    }

    void forgetLatencies() {
        latencies.reset();
    }
}
