package io.queuewire.hub;

import java.io.IOException;

/** A replay file that the log cannot go on from; the message says why, to follow the file's name. */
final class UnusableReplayException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableReplayException(String message) {
        super(message);
    }
}
