package io.queuewire.conformance;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.queuewire.transport.TransportKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The transports of this machine. */
    static Stream<TransportKind> transports() {
        return Stream.of(TransportKind.NIO, TransportKind.EPOLL, TransportKind.IO_URING)
                .filter(Servers::isAvailable);
    }

    private static boolean isAvailable(TransportKind kind) {
        boolean available = switch (kind) {
            case AUTO, NIO -> true;
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
        };
        if (!available) {
            // Build logs do not count what never was a test.
            System.out.println("[WARNING] SKIPPED transport " + kind.key() + ": this machine does not have it");
        }
        return available;
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
