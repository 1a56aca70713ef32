package io.queuewire.transport;

import java.util.Locale;

/** How event loops wait for the kernel. */
public enum TransportKind {
    /** The best that this machine offers. */
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    /** The name as configuration writes it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
