package io.queuewire.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a client has come, over all of its connections: what the next one begins with. Safe for any thread. */
final class ListenProgress {

    private volatile @Nullable String position;
    private volatile @Nullable String pid;

    /** The position of the last event; empty at first. */
    Optional<String> position() {
        return Optional.ofNullable(position);
    }

    /** The secret of the Socket.IO session; empty when there has been none. */
    Optional<String> pid() {
        return Optional.ofNullable(pid);
    }

    void reached(String newPosition) {
        position = newPosition;
    }

    void isKnownBy(String newPid) {
        pid = newPid;
    }
}
