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
        PATIENT,
        UNHURRIED
    }

    Servers(Profile profile, TransportKind kind) {
        this.profile = profile;
        this.kind = kind;
    }

    /** The port of a server with the profile's own heartbeats and deadlines. */
    int hurriedPort() {
        return port(Pace.AS_THE_PROFILE_SAYS, profile);
    }

    /** The port of a server whose heartbeats and deadlines no test meets. */
    int port() {
        return port(Pace.UNHURRIED, profile.unhurried());
    }

    /** The port of a server with the profile's own heartbeats, which nobody can answer too late. */
    int patientPort() {
        return port(Pace.PATIENT, profile.patient());
    }

    private int port(Pace pace, Profile profile) {
        return byPace.computeIfAbsent(pace, absent -> ConformanceServer.start(profile, kind))
                .port();
    }

    @Override
    public void close() {
        byPace.values().forEach(ConformanceServer::close);
    }
}
