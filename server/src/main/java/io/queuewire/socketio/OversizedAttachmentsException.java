package io.queuewire.socketio;

/** The attachments of one packet are larger together than a message may be: the connection ends as for any large message. */
public final class OversizedAttachmentsException extends MalformedSocketIoException {

    private static final long serialVersionUID = 1L;

    OversizedAttachmentsException(long bytes, int limit) {
        super(bytes + " bytes of attachments, expected at most " + limit);
    }
}
