package io.queuewire.socketio;

/**
 * What the other end sent is not Socket.IO: the connection ends. The message names the value and what was expected, with
 * at most a short excerpt of the text.
 */
public sealed class MalformedSocketIoException extends RuntimeException permits OversizedAttachmentsException {

    private static final long serialVersionUID = 1L;

    MalformedSocketIoException(String message) {
        super(message);
    }

    MalformedSocketIoException(String message, Throwable cause) {
        super(message, cause);
    }
}
