package io.queuewire.engineio;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the server tells the client when it opens a session (Engine.IO protocol 4, "Handshake").
 *
 * @param revision the one that both speak from here on; the client named it and is not told again
 * @param sid the session id, a secret between the two
 * @param upgrades the transports that the client may change to
 * @param pingInterval from one heartbeat to the next, at least a millisecond
 * @param pingTimeout how long either side waits for the other's heartbeat, at least a millisecond
 * @param maxPayload most bytes of one polling body or one WebSocket message that the client may send
 */
public record Handshake(
        Revision revision,
        String sid,
        List<String> upgrades,
        Duration pingInterval,
        Duration pingTimeout,
        int maxPayload) {

    public Handshake {
        upgrades = List.copyOf(upgrades);
        requireWord(sid);
        upgrades.forEach(Handshake::requireWord);
        requireMillis(pingInterval);
        requireMillis(pingTimeout);
        if (maxPayload < 1) {
            throw new IllegalArgumentException("max payload " + maxPayload + ": expected at least one byte");
        }
    }

    /** A JSON object of exactly five keys, in the order of the reference implementation; durations in milliseconds. */
    public String json() {
        String quotedUpgrades =
                upgrades.stream().map(upgrade -> '"' + upgrade + '"').collect(Collectors.joining(","));
        return "{\"sid\":\"" + sid
                + "\",\"upgrades\":[" + quotedUpgrades
                + "],\"pingInterval\":" + pingInterval.toMillis()
                + ",\"pingTimeout\":" + pingTimeout.toMillis()
                + ",\"maxPayload\":" + maxPayload + "}";
    }

    /** Keeps out what JSON would have to escape. */
    private static void requireWord(String word) {
        if (!word.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("'" + word + "': expected letters, digits, - and _");
        }
    }

    private static void requireMillis(Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(duration + ": expected at least a millisecond");
        }
    }
}
