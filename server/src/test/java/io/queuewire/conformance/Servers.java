package io.queuewire.conformance;

import io.queuewire.transport.TransportKind;
import java.util.EnumMap;
import java.util.Map;

/** Conformance servers, one for each profile that a test class asks for, so that its tests share them. */
final class Servers implements AutoCloseable {

    private final TransportKind kind;
    private final Map<Pace, ConformanceServer> byPace = new EnumMap<>(Pace.class);
    private final Profile profile;

    /** How long heartbeats and deadlines take. */
    private enum Pace {
        AS_THE_PROFILE_SAYS,
        UNHURRIED
    }

    Servers(Profile profile, TransportKind kind) {
        this.profile = profile;
        this.kind = kind;
    }

    /** The port of a server with the profile's own heartbeats and deadlines. */
    int hurriedPort() {
        return byPace.computeIfAbsent(Pace.AS_THE_PROFILE_SAYS, pace -> ConformanceServer.start(profile, kind))
                .port();
    }

    /** The port of a server whose heartbeats and deadlines no test meets. */
    int port() {
        return byPace.computeIfAbsent(Pace.UNHURRIED, pace -> ConformanceServer.start(profile.unhurried(), kind))
                .port();
    }

    @Override
    public void close() {
        byPace.values().forEach(ConformanceServer::close);
    }
}
