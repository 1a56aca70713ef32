package io.queuewire.app.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names, choices, paths and secrets. */
final class NameParsers {

    /** What the protocols and the relay itself say; nobody else may. */
    private static final Set<String> RESERVED_EVENTS = Set.of(
            "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener", "hello", "gap");

    /** Client events that the relay answers by itself, so that rebroadcasting them could never happen. */
    private static final Set<String> ROOM_EVENTS = Set.of("join", "leave");

    private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    private NameParsers() {}

    /** One of a few words: the constants of an enumeration, in lower case. */
    static <E extends Enum<E>> Parser<E> choice(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String words = Arrays.stream(constants).map(NameParsers::word).collect(Collectors.joining(", "));
        return new Parser<>(
                "one of " + words,
                text -> Arrays.stream(constants)
                        .filter(constant -> word(constant).equals(text))
                        .findFirst());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Parser<Boolean> onOff() {
        return new Parser<>("on or off", text -> switch (text) {
            case "on", "true" -> Optional.of(true);
            case "off", "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static Parser<String> event() {
        return name(
                "an event name of 1 to 128 characters that is not reserved",
                128,
                event -> !RESERVED_EVENTS.contains(event));
    }

    static Parser<String> clientEvent() {
        return name(
                "event names of 1 to 128 characters, not reserved, and neither join nor leave",
                128,
                event -> !RESERVED_EVENTS.contains(event) && !ROOM_EVENTS.contains(event));
    }

    static Parser<String> roomPattern() {
        return name("room names of 1 to 200 characters, * for any characters", 200, room -> true);
    }

    /** A namespace, with or without its slash. */
    static Parser<String> namespace() {
        Parser<String> name = name(
                "namespaces such as / or /orders, at most 64 characters without ? and #",
                64,
                namespace -> namespace.indexOf('?') < 0 && namespace.indexOf('#') < 0);
        return new Parser<>(
                name.expected(),
                text -> name.reading()
                        .apply(text)
                        .map(namespace -> namespace.startsWith("/") ? namespace : "/" + namespace));
    }

    private static Parser<String> name(String expected, int longest, Predicate<String> allowed) {
        return new Parser<>(
                expected,
                text -> Optional.of(text)
                        .filter(name -> !name.isEmpty()
                                && name.length() <= longest
                                && name.chars().noneMatch(Character::isISOControl)
                                && allowed.test(name)));
    }

    static Parser<String> region() {
        return new Parser<>(
                "an AWS region such as eu-central-1",
                text -> Optional.of(text)
                        .filter(region -> REGION.matcher(region).matches()));
    }

    static Parser<Secret> token() {
        return new Parser<>(
                "1 to 1,000 printable ASCII characters without spaces",
                text -> Optional.of(text)
                        .filter(token -> TOKEN.matcher(token).matches())
                        .map(Secret::new));
    }

    static Parser<Path> path() {
        return new Parser<>("a path", text -> {
            try {
                return Optional.of(text).filter(path -> !path.isEmpty()).map(Path::of);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        });
    }

    static Parser<StaticRoot> staticRoot() {
        Parser<Path> path = path();
        return new Parser<>("a folder, bundled, or none", text -> switch (text) {
            case "bundled" -> Optional.of(new StaticRoot.Bundled());
            case "none" -> Optional.of(new StaticRoot.None());
            default -> path.reading().apply(text).map(StaticRoot.Folder::new);
        });
    }
}
