package io.queuewire.session;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** What a client of the plain JSON WebSocket says. */
sealed interface JsonRequest {

    /** What the client wants to find in the answer, as it wrote it. */
    Optional<RawJson> id();

    /** An event for everyone. */
    record Event(String name, List<RawJson> arguments, Optional<RawJson> id) implements JsonRequest {}

    record Join(String room, Optional<RawJson> id) implements JsonRequest {}

    record Leave(String room, Optional<RawJson> id) implements JsonRequest {}

    /** A question how many are in a room. */
    record Presence(String room, Optional<RawJson> id) implements JsonRequest {}

    /** Nothing that can be understood, and why. */
    record Malformed(String why, Optional<RawJson> id) implements JsonRequest {}

    Pattern ID = Pattern.compile("-?\\d{1,18}");

    /** Reads one text message; never fails. */
    static JsonRequest parse(String message) {
        RawJson json;
        try {
            json = RawJson.parse(message, JsonLimits.CLIENT);
        } catch (MalformedJsonException e) {
            return new Malformed(String.valueOf(e.getMessage()), Optional.empty());
        }
        if (!json.isObject()) {
            return new Malformed("expected a JSON object", Optional.empty());
        }
        Map<String, RawJson> members = json.members();
        Optional<RawJson> id = Optional.ofNullable(members.get("id"));
        if (id.isPresent() && !ID.matcher(id.get().text()).matches()) {
            return new Malformed("id: expected an integer of at most 18 digits", Optional.empty());
        }
        if (members.containsKey("type")) {
            return switch (string(members, "type").orElse("")) {
                case "join" -> aboutRoom(members, id, Join::new);
                case "leave" -> aboutRoom(members, id, Leave::new);
                case "presence" -> aboutRoom(members, id, Presence::new);
                default -> new Malformed("type: expected join, leave or presence, or an event without a type", id);
            };
        }
        return string(members, "event")
                .<JsonRequest>map(event -> new Event(
                        event, Optional.ofNullable(members.get("data")).stream().toList(), id))
                .orElseGet(() -> new Malformed("expected an event, or the type join, leave or presence", id));
    }

    private static JsonRequest aboutRoom(
            Map<String, RawJson> members,
            Optional<RawJson> id,
            BiFunction<String, Optional<RawJson>, JsonRequest> request) {
        return string(members, "room")
                .map(room -> request.apply(room, id))
                .orElseGet(() -> new Malformed("room: expected the name of a room", id));
    }

    private static Optional<String> string(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).filter(RawJson::isString).map(RawJson::asString);
    }
}
