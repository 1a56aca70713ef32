package io.queuewire.transport;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;

/** The ways of waiting for the kernel that this machine offers. */
public final class Transports {

    private Transports() {}

    /** All of them, for tests that hold for each; those that are missing are named. */
    public static Stream<TransportKind> available() {
        return Stream.of(TransportKind.NIO, TransportKind.EPOLL, TransportKind.IO_URING)
                .filter(Transports::isAvailable);
    }

    private static boolean isAvailable(TransportKind kind) {
        boolean available = switch (kind) {
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
            case NIO, AUTO -> true;
        };
        if (!available) {
            // Build logs do not count what never was a test.
            System.out.println("[WARNING] SKIPPED transport " + kind.key() + ": this machine does not have it");
        }
        return available;
    }
}
