package io.queuewire.session;

import java.util.Locale;

/** Every reason for which a client goes, with what it is told. */
public enum DisconnectReason {
    /** The client said goodbye. */
    CLIENT_CLOSED(1000, "closed by the client", false),
    /** The application behind the server wants no more of the client. */
    SERVER_CLOSED(1000, "closed by the server", false),
    /** The connection was gone without a goodbye. */
    CONNECTION_LOST(1006, "connection lost", true),
    PING_TIMEOUT(1001, "no answer to a ping", true),
    PROTOCOL_ERROR(1002, "protocol error", false),
    WRONG_DATA(1003, "binary where text is due", false),
    NOT_UTF8(1007, "text that is not UTF-8", false),
    POLICY(1008, "against policy", false),
    DEADLINE(1008, "left half done for too long", true),
    RATE_LIMITED(1008, "too many messages", true),
    TOO_LARGE(1009, "message too large", false),
    INTERNAL_ERROR(1011, "internal error", true),
    RESTARTING(1012, "restarting", true),
    TOO_SLOW(1013, "reads too slowly", true),
    TAKEN_OVER(1008, "came back over another connection", false),
    OVERLOADED(1013, "overloaded", true);

    private final int closeCode;
    private final String text;
    private final boolean comeBack;

    DisconnectReason(int closeCode, String text, boolean comeBack) {
        this.closeCode = closeCode;
        this.text = text;
        this.comeBack = comeBack;
    }

    /** The WebSocket close code (RFC 6455, section 7.4); 1006 is never sent. */
    public int closeCode() {
        return closeCode;
    }

    /** A few words for people, at most 123 bytes. */
    public String text() {
        return text;
    }

    /** The words of a close frame; none for what is too large, as clients of Engine.IO know it. */
    public String closeText() {
        return this == TOO_LARGE ? "" : text;
    }

    /** Whether it makes sense for the client to connect again. */
    public boolean comeBack() {
        return comeBack;
    }

    /** Whether the client may come back to its session, as one that the network or the relay has taken away. */
    boolean recoverable() {
        return comeBack || this == CLIENT_CLOSED || this == TAKEN_OVER;
    }

    /** The name as metrics show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
