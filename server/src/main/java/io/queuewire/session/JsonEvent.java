package io.queuewire.session;

import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the relay says a message to clients without Socket.IO. */
public final class JsonEvent {

    private JsonEvent() {}

    /** A message of the plain JSON WebSocket. */
    public static String text(PushMessage message, String position) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("event", RawJson.string(message.event()));
        members.put("data", data(message.arguments()));
        if (message.retention() != Retention.VOLATILE) {
            members.put("position", RawJson.string(position));
        }
        return RawJson.object(members).text();
    }

    /** What a client with one value for an event gets: the argument if there is one, otherwise all of them or null. */
    public static RawJson data(List<RawJson> arguments) {
        return switch (arguments.size()) {
            case 0 -> RawJson.NULL;
            case 1 -> arguments.getFirst();
            default -> RawJson.array(arguments);
        };
    }
}
