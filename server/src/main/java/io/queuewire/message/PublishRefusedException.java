package io.queuewire.message;

/** A message could not be taken for now: the relay is stopping or has too much waiting. Trying again later may succeed. */
public final class PublishRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishRefusedException(String message) {
        super(message);
    }
}
