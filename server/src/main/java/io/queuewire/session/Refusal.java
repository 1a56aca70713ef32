package io.queuewire.session;

import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Why something that a client asked for is not done.
 *
 * @param code for programs
 * @param message for people
 */
record Refusal(Code code, String message) {

    /** The codes that clients may rely on, the same on every protocol. */
    enum Code {
        BAD_REQUEST,
        NOT_ALLOWED,
        RATE_LIMITED,
        UNAVAILABLE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Refusal NOT_TAKEN = new Refusal(Code.UNAVAILABLE, "the relay cannot take it now, try again later");

    static final Refusal NO_PRESENCE =
            new Refusal(Code.NOT_ALLOWED, "this relay does not tell how many clients there are: presence is off");

    /** What a client can read of it, on every protocol. */
    Map<String, RawJson> members() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("code", RawJson.string(code.label()));
        members.put("message", RawJson.string(message));
        return members;
    }
}
