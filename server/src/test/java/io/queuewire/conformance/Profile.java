package io.queuewire.conformance;

import io.queuewire.transport.OriginPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set-up that a suite asks for.
 *
 * @param port where its users look for it
 * @param timing how long things take
 * @param maxPayload most bytes that a client may send at once
 * @param application what it finds there
 */
public record Profile(
        String name, int port, Timing timing, OriginPolicy origins, int maxPayload, Application application) {

    /**
     * How long things take.
     *
     * @param upgrade how long a WebSocket may take to take over from polling
     * @param connect how long a connection may go without a namespace
     */
    public record Timing(Duration pingInterval, Duration pingTimeout, Duration upgrade, Duration connect) {}

    private static final Timing UNHURRIED = millis(3_600_000, 20_000, 10_000, 10_000);
    private static final OriginPolicy ALL_ORIGINS = OriginPolicy.of(List.of("*"));
    private static final OriginPolicy OWN_ORIGIN = OriginPolicy.of(List.of());
    private static final int MEGABYTE = 1_000_000;

    /** The official protocol suites. */
    public static final Profile SUITE =
            new Profile("suite", 3000, millis(300, 200, 10_000, 1_000), ALL_ORIGINS, MEGABYTE, Applications::suite);

    /** More cases of the same behaviours: slower heartbeats, an origin list, a cookie, refused handshakes. */
    public static final Profile CASES = new Profile(
            "cases",
            3000,
            millis(1_500, 1_000, 1_500, 1_000),
            OriginPolicy.of(List.of("http://good.example")),
            MEGABYTE,
            Applications::cases);

    /** The suite of the engine.io-client package. */
    public static final Profile ENGINE_CLIENT = new Profile(
            "engine-client", 3000, millis(500, 20_000, 10_000, 45_000), OWN_ORIGIN, 100, Applications::engineClient);

    /** The suite of the socket.io-client package. */
    public static final Profile CLIENT = new Profile(
            "client", 3210, millis(2_000, 20_000, 10_000, 45_000), OWN_ORIGIN, MEGABYTE, Applications::client);

    private static final List<Profile> ALL = List.of(SUITE, CASES, ENGINE_CLIENT, CLIENT);

    private static Timing millis(long pingInterval, long pingTimeout, long upgrade, long connect) {
        return new Timing(
                Duration.ofMillis(pingInterval),
                Duration.ofMillis(pingTimeout),
                Duration.ofMillis(upgrade),
                Duration.ofMillis(connect));
    }

    static Profile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--profile " + name + ": expected one of "
                        + ALL.stream().map(Profile::name).collect(Collectors.joining(", "))));
    }

    /** The same with so slow heartbeats and deadlines that no test meets them by chance. */
    public Profile unhurried() {
        return with(UNHURRIED);
    }

    /** The same heartbeats, for tests that answer them: an answer may take long on a busy machine. */
    public Profile patient() {
        return with(new Timing(timing.pingInterval, UNHURRIED.pingTimeout, UNHURRIED.upgrade, UNHURRIED.connect));
    }

    public Profile with(Timing other) {
        return new Profile(name, port, other, origins, maxPayload, application);
    }

    public Profile withMaxPayload(int bytes) {
        return new Profile(name, port, timing, origins, bytes, application);
    }
}
