package io.queuewire.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a crowd has seen up to now.
 *
 * @param open clients that are connected
 * @param decided attempts to connect that have ended, one way or the other
 * @param connects attempts that succeeded
 * @param cutWhileSlow clients that read nothing and were cut
 * @param received events
 * @param numbered events that have a number
 * @param lost numbers that did not come, the end of the stream included
 * @param duplicates numbers that came again
 * @param disordered numbers that came after a higher one
 * @param bytes received, of messages and everything around them
 * @param connectFailures by reason
 * @param disconnects of clients that did not mean to leave, by reason
 */
public record Counts(
        long open,
        long decided,
        long connects,
        long cutWhileSlow,
        long received,
        long numbered,
        long lost,
        long duplicates,
        long disordered,
        long bytes,
        Map<String, Long> connectFailures,
        Map<String, Long> disconnects) {

    static final Counts NOTHING = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    public Counts {
        connectFailures = Map.copyOf(connectFailures);
        disconnects = Map.copyOf(disconnects);
    }

    Counts plus(Counts other) {
        return new Counts(
                open + other.open,
                decided + other.decided,
                connects + other.connects,
                cutWhileSlow + other.cutWhileSlow,
                received + other.received,
                numbered + other.numbered,
                lost + other.lost,
                duplicates + other.duplicates,
                disordered + other.disordered,
                bytes + other.bytes,
                sum(connectFailures, other.connectFailures),
                sum(disconnects, other.disconnects));
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    /** Failed attempts to connect, for any reason. */
    public long failed() {
        return decided - connects;
    }
}
