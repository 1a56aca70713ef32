package io.queuewire.intake;

/**
 * Why a call to a queue failed.
 *
 * @param kind what to expect of a repetition
 * @param code the queue service's error code, or the name of the network error
 * @param detail the service's words, for the log
 */
public record Fault(Kind kind, String code, String detail) {

    /** Sorted by what helps. */
    public enum Kind {
        /** Somebody must change something: a missing queue, refused credentials, a wrong region. */
        CONFIGURATION,
        /** Time helps: throttling, server errors, network trouble. */
        PASSING
    }

    /** A failure that should not have been, of the relay itself. */
    static Fault of(Throwable unexpected) {
        return new Fault(Kind.PASSING, unexpected.getClass().getSimpleName(), String.valueOf(unexpected.getMessage()));
    }

    @Override
    public String toString() {
        return code + ": " + detail;
    }
}
