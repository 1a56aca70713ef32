package io.queuewire.session;

import io.queuewire.hub.Since;
import io.queuewire.json.RawJson;
import java.util.Map;
import java.util.Optional;

/**
 * What a Socket.IO client says in its CONNECT about having been here before, as the official clients put it.
 *
 * @param pid the secret of the session that it wants to come back to
 * @param offset the position of the last event that it has seen
 * @param since from when on a client wants to hear that has not been here before: a duration that its page may put there
 */
record Return(Optional<String> pid, Optional<String> offset, Since since) {

    /** Longer texts are nobody's secret or position. */
    private static final int LONGEST = 200;

    static Return of(Optional<RawJson> auth) {
        Map<String, RawJson> members =
                auth.filter(RawJson::isObject).map(RawJson::members).orElseGet(Map::of);
        return new Return(
                text(members, "pid"),
                text(members, "offset"),
                text(members, "since")
                        .map(Since::parse)
                        .filter(Since.Ago.class::isInstance)
                        .orElse(Since.NOW));
    }

    private static Optional<String> text(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name))
                .filter(RawJson::isString)
                .map(RawJson::asString)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST);
    }

    /** What the client has seen; a client that has seen nothing knows no position. */
    Since seen() {
        return new Since.Seen(offset.orElse(""));
    }
}
