package io.queuewire.transport;

import io.queuewire.session.DisconnectReason;

/** The close codes of RFC 6455, section 7.4, and the IANA registry behind it. */
final class CloseCodes {

    private CloseCodes() {}

    /** Whether a peer may send a code; the others are reserved, for local use only, or out of range. */
    static boolean mayBeReceived(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }

    /** The reason that a violation found by the frame decoder stands for. */
    static DisconnectReason reasonFor(int code) {
        return switch (code) {
            case 1007 -> DisconnectReason.NOT_UTF8;
            case 1009 -> DisconnectReason.TOO_LARGE;
            default -> DisconnectReason.PROTOCOL_ERROR;
        };
    }
}
