package io.queuewire.app;

import io.queuewire.intake.Decoded;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a queue message became, for people or for programs. */
final class RouteReport {

    private RouteReport() {}

    /** Several lines; nothing in them can steer a terminal. */
    static String lines(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Invalid(String reason) -> line("invalid", reason);
            case Decoded.ForNobody(String reason) -> line("for nobody", reason + "; deleted unseen");
            case Decoded.Push push ->
                line("event", push.message().event())
                        + line("audience", audience(push.message().audience()))
                        + line("namespace", push.message().namespace())
                        + line(
                                "ttl",
                                push.timeToLive().map(RouteReport::duration).orElse("none"))
                        + line("key", push.key().orElse("none"))
                        + line("rule", push.rule().orElse("none"))
                        + line("data", push.message().arguments().getFirst().text());
        };
    }

    private static String line(String name, String value) {
        return "%-10s %s%n".formatted(name, value.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]", " "));
    }

    private static String audience(Audience audience) {
        return switch (audience) {
            case Audience.Everyone everyone -> "everyone";
            case Audience.Members(Set<String> rooms, Set<String> users) ->
                Stream.concat(
                                rooms.stream().sorted().map(room -> "room " + room),
                                users.stream().sorted().map(user -> "user " + user))
                        .collect(Collectors.joining(", "));
        };
    }

    private static String duration(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    /** One JSON object; {@code outcome} is {@code deliver}, {@code invalid} or {@code nobody}. */
    static RawJson json(Decoded decoded) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        switch (decoded) {
            case Decoded.Invalid(String reason) -> {
                members.put("outcome", RawJson.string("invalid"));
                members.put("reason", RawJson.string(reason));
            }
            case Decoded.ForNobody(String reason) -> {
                members.put("outcome", RawJson.string("nobody"));
                members.put("reason", RawJson.string(reason));
            }
            case Decoded.Push push -> {
                members.put("outcome", RawJson.string("deliver"));
                members.put("event", RawJson.string(push.message().event()));
                members.putAll(names(push.message().audience()));
                members.put("namespace", RawJson.string(push.message().namespace()));
                members.put(
                        "ttl",
                        push.timeToLive()
                                .map(RouteReport::duration)
                                .map(RawJson::string)
                                .orElse(RawJson.NULL));
                members.put("key", text(push.key()));
                members.put("rule", text(push.rule()));
                members.put("data", push.message().arguments().getFirst());
            }
        }
        return RawJson.object(members);
    }

    private static Map<String, RawJson> names(Audience audience) {
        return switch (audience) {
            case Audience.Everyone everyone -> Map.of("everyone", RawJson.bool(true));
            case Audience.Members(Set<String> rooms, Set<String> users) -> {
                Map<String, RawJson> names = new LinkedHashMap<>();
                names.put("everyone", RawJson.bool(false));
                names.put("rooms", array(rooms));
                names.put("users", array(users));
                yield names;
            }
        };
    }

    private static RawJson array(Set<String> names) {
        List<RawJson> sorted = names.stream().sorted().map(RawJson::string).toList();
        return RawJson.array(sorted);
    }

    private static RawJson text(Optional<String> text) {
        return text.map(RawJson::string).orElse(RawJson.NULL);
    }
}
