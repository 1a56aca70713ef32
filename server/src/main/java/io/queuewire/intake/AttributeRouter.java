package io.queuewire.intake;

import io.queuewire.message.Audience;
import io.queuewire.message.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Routes by what the message itself says in its attributes: event, room, user, namespace, ttl and key. */
record AttributeRouter(String defaultEvent, Set<String> namespaces) implements Router {

    @Override
    public Route route(Content content) throws InvalidMessageException {
        return new Route(
                event(content),
                namespace(content),
                audience(content),
                timeToLive(content),
                key(content),
                Optional.empty());
    }

    private String event(Content content) throws InvalidMessageException {
        String event = content.text("event").orElse(defaultEvent);
        Optional<String> problem = EventName.problem(event);
        if (problem.isPresent()) {
            throw new InvalidMessageException("event " + problem.get());
        }
        return event;
    }

    private String namespace(Content content) throws InvalidMessageException {
        String name = content.text("namespace").orElse("/");
        String namespace = name.startsWith("/") ? name : "/" + name;
        if (!namespaces.contains(namespace)) {
            throw new InvalidMessageException("namespace '" + name + "': expected one of " + namespaces);
        }
        return namespace;
    }

    private static Audience audience(Content content) throws InvalidMessageException {
        Set<String> rooms = names("room", content);
        Set<String> users = names("user", content);
        return rooms.isEmpty() && users.isEmpty() ? Audience.EVERYONE : new Audience.Members(rooms, users);
    }

    /** An absent list means no restriction; an empty one would silently mean everyone, so it is refused. */
    private static Set<String> names(String attribute, Content content) throws InvalidMessageException {
        Optional<String> list = content.text(attribute);
        if (list.isEmpty()) {
            return Set.of();
        }
        Set<String> names = Arrays.stream(list.get().split(","))
                .map(String::strip)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toUnmodifiableSet());
        if (names.isEmpty()) {
            throw new InvalidMessageException("attribute '" + attribute + "' is an empty list: expected names");
        }
        return names;
    }

    private static Optional<Duration> timeToLive(Content content) throws InvalidMessageException {
        Optional<String> text = content.text("ttl");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = DurationText.parse(text.get());
        if (duration.isEmpty()) {
            throw new InvalidMessageException("ttl '" + text.get() + "': expected a duration such as 500ms, 20s or 2m");
        }
        return duration;
    }

    private static Optional<String> key(Content content) throws InvalidMessageException {
        return content.text("key");
    }
}
