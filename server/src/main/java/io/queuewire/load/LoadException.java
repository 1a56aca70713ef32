package io.queuewire.load;

/** A load run cannot begin; the message says why. */
public final class LoadException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LoadException(String message) {
        super(message);
    }
}
