package io.queuewire.intake;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How messages are taken from a queue; the same for every queue.
 *
 * @param pollers polling threads
 * @param pollWait how long a poll waits for a first message, 1 s to 20 s
 * @param visibility for how long a received message stays invisible to others, 2 s to 12 h; extended while in hand
 * @param inFlight most messages in hand, from receive until the delete or give-back is confirmed
 * @param inFlightBytes most bytes in hand; a poll asks for no more than surely fits ({@link #roomFor})
 * @param dedupe for how long an ended message is remembered; zero turns it off
 * @param onInvalid what becomes of messages that cannot be understood
 * @param noAudience what becomes of messages that nobody was there to get
 * @param defaultEvent the event of messages that name none
 * @param namespaces the namespaces that exist, with their slash
 * @param routes what is said about messages whose producers do not say it; the first that matches counts
 */
public record IntakeConfig(
        int pollers,
        Duration pollWait,
        Duration visibility,
        int inFlight,
        long inFlightBytes,
        Duration dedupe,
        OnInvalid onInvalid,
        NoAudience noAudience,
        String defaultEvent,
        Set<String> namespaces,
        List<RoutingRule> routes) {

    /** What becomes of messages that cannot be understood. */
    public enum OnInvalid {
        LEAVE,
        PARK,
        DROP
    }

    /** What becomes of messages that nobody was there to get. */
    public enum NoAudience {
        DELETE,
        RELEASE
    }

    /** While one poller waits for a full poll, this is for what it waits for and for what is in hand. */
    private static final long ROOM_FOR_ONE = 64L * 1024 * 1024;

    private static final long LARGEST_POLL = (long) QueueConnection.BATCH * ReceivedMessage.LARGEST;

    /** What holds when nothing is configured. */
    public static final IntakeConfig DEFAULT = new IntakeConfig(
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            500,
            ROOM_FOR_ONE,
            Duration.ofMinutes(5),
            OnInvalid.LEAVE,
            NoAudience.DELETE,
            "item_added",
            Set.of("/"),
            List.of());

    public IntakeConfig {
        check(pollers >= 1 && pollers <= 100, "pollers", pollers, "1 to 100");
        check(isWholeSeconds(pollWait, 1, 20), "wait", pollWait, "1 s to 20 s in whole seconds");
        check(isWholeSeconds(visibility, 2, 43_200), "visibility", visibility, "2 s to 12 h in whole seconds");
        check(inFlight >= 1 && inFlight <= 120_000, "in-flight", inFlight, "1 to 120000");
        check(inFlightBytes >= ReceivedMessage.LARGEST, "in-flight bytes", inFlightBytes, "1 MiB or more");
        check(!dedupe.isNegative(), "dedupe", dedupe, "0 s or more");
        EventName.problem(defaultEvent).ifPresent(problem -> {
            throw new IllegalArgumentException("default event " + problem);
        });
        namespaces = Set.copyOf(namespaces);
        check(!namespaces.isEmpty(), "namespaces", namespaces, "at least one");
        for (String namespace : namespaces) {
            check(namespace.startsWith("/"), "namespace", namespace, "a leading slash");
        }
        routes = List.copyOf(routes);
    }

    /**
     * As many bytes in hand as so many pollers need. A poll that is under way has room for its largest answer, for as long
     * as it waits: without room for each of them, some would wait for others although there is nothing in hand.
     */
    public static long roomFor(int pollers) {
        return ROOM_FOR_ONE + (pollers - 1) * LARGEST_POLL;
    }

    private static boolean isWholeSeconds(Duration value, long least, long most) {
        return value.toNanosPart() == 0 && value.toSeconds() >= least && value.toSeconds() <= most;
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " '" + value + "': expected " + expected);
        }
    }
}
