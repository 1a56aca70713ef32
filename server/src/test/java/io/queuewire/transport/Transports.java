package io.queuewire.transport;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.util.stream.Stream;

/** The ways of waiting for the kernel that this machine offers. */
final class Transports {

    private Transports() {}

    /** All of them, for tests that hold for each. */
    static Stream<TransportKind> available() {
        return Stream.of(TransportKind.NIO, TransportKind.EPOLL, TransportKind.IO_URING)
                .filter(Transports::isAvailable);
    }

    private static boolean isAvailable(TransportKind kind) {
        return switch (kind) {
            case EPOLL -> Epoll.isAvailable();
            case IO_URING -> IoUring.isAvailable();
            case NIO, AUTO -> true;
        };
    }
}
