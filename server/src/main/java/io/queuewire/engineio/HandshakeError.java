package io.queuewire.engineio;

/**
 * Why a request gets no session, as the clients know it: a number and a sentence in a JSON object.
 */
public enum HandshakeError {
    /** The query parameter {@code transport} is missing or names none of ours. */
    TRANSPORT_UNKNOWN(0, 400, "Transport unknown"),
    /** No session of that id: never was, expired or closed. */
    SESSION_ID_UNKNOWN(1, 400, "Session ID unknown"),
    /** A session can only be opened with GET. */
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    /** Does not fit the transport or the state of the session, or a header is malformed. */
    BAD_REQUEST(3, 400, "Bad request"),
    /** Refused by the rules of the server, which may say so in their own words. */
    FORBIDDEN(4, 403, "Forbidden"),
    /** The query parameter {@code EIO} names another revision than 4. */
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    HandshakeError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The number that clients get. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    public String message() {
        return message;
    }

    /** The body of the answer, {@code application/json}. */
    public String body() {
        return body(message);
    }

    /** The body of the answer with other words for the same code. */
    public String body(String words) {
        StringBuilder json = new StringBuilder("{\"code\":").append(code).append(",\"message\":\"");
        words.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                json.append("\\u%04x".formatted(c));
            } else {
                json.append((char) c);
            }
        });
        return json.append("\"}").toString();
    }
}
