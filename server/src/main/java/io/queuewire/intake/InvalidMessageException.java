package io.queuewire.intake;

/** A message cannot be understood; the text says why, for the log and the parking queue. Ends as {@link Decoded.Invalid}. */
final class InvalidMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidMessageException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
