package io.queuewire.intake;

/** A queue that works does not take this message, because of the message: another one may well be taken. */
public final class MessageRefusedException extends SourceException {

    private static final long serialVersionUID = 1L;

    public MessageRefusedException(Fault fault, Throwable cause) {
        super(fault, cause);
    }

    public MessageRefusedException(Fault fault) {
        super(fault);
    }
}
