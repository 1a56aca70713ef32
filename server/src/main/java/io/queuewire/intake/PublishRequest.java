package io.queuewire.intake;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import io.queuewire.message.PushMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads messages that are published by hand, without a queue: one JSON object that says what attributes say on a queue.
 * Immutable and safe for any thread.
 */
public final class PublishRequest {

    private static final Set<String> ATTRIBUTES = Set.of("event", "room", "user", "namespace", "ttl");
    private static final String DATA = "data";

    private final Router router;

    /** A reader for the namespaces and the default event of a configuration. */
    public PublishRequest(IntakeConfig config) {
        this.router = new AttributeRouter(config.defaultEvent(), config.namespaces());
    }

    /** What a request says; never fails. */
    public Decoded decode(String body) {
        try {
            Content content = content(RawJson.parse(body, JsonLimits.QUEUE));
            Route route = router.route(content);
            return new Decoded.Push(
                    PushMessage.of(route.namespace(), route.audience(), route.event(), content.data()),
                    route.timeToLive(),
                    route.key(),
                    route.rule());
        } catch (MalformedJsonException e) {
            return new Decoded.Invalid(String.valueOf(e.getMessage()));
        } catch (InvalidMessageException e) {
            return new Decoded.Invalid(e.reason());
        }
    }

    private static Content content(RawJson request) throws InvalidMessageException {
        if (!request.isObject()) {
            throw new InvalidMessageException("expected a JSON object");
        }
        Map<String, RawJson> members = request.members();
        RawJson data = members.remove(DATA);
        if (data == null) {
            throw new InvalidMessageException("data is missing: expected any JSON value");
        }
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (Map.Entry<String, RawJson> member : members.entrySet()) {
            if (!ATTRIBUTES.contains(member.getKey())) {
                throw new InvalidMessageException("unknown member: expected event, data, room, user, namespace, ttl");
            }
            if (!member.getValue().isString()) {
                throw new InvalidMessageException(member.getKey() + ": expected a string");
            }
            attributes.put(
                    member.getKey(), AttributeValue.Text.of(member.getValue().asString()));
        }
        return new Content(data, attributes);
    }
}
