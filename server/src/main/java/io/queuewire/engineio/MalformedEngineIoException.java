package io.queuewire.engineio;

/** What the other end sent is not Engine.IO: the connection ends. The message is fit for a log line of one line. */
public final class MalformedEngineIoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedEngineIoException(String message) {
        super(message);
    }

    MalformedEngineIoException(String message, Throwable cause) {
        super(message, cause);
    }
}
