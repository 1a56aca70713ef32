package io.queuewire.conformance;

import io.queuewire.transport.OriginPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A set-up that a suite asks for. */
public record Profile(
        String name,
        int port,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        OriginPolicy origins,
        Optional<String> cookie,
        boolean deniesOnRequest,
        int maxPayload) {

    /** The official protocol suites. */
    public static final Profile SUITE = new Profile(
            "suite",
            3000,
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            OriginPolicy.of(List.of("*")),
            Optional.empty(),
            false,
            1_000_000);

    /** More cases of the same behaviours: slower heartbeats, an origin list, a cookie, refused handshakes. */
    public static final Profile CASES = new Profile(
            "cases",
            3000,
            Duration.ofMillis(1500),
            Duration.ofMillis(1000),
            Duration.ofMillis(1500),
            OriginPolicy.of(List.of("http://good.example")),
            Optional.of("io"),
            true,
            1_000_000);

    static Profile named(String name) {
        return Stream.of(SUITE, CASES)
                .filter(profile -> profile.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("profile " + name + ": expected suite or cases"));
    }
}
