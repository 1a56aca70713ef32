package io.queuewire.bench.fanout;

import io.queuewire.load.LoadProtocol;
import io.queuewire.load.Target;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server of the comparison.
 *
 * @param path that clients ask for
 * @param command with {@code {port}} and {@code {control}} where its ports belong
 * @param publisher the command of a program that takes orders in its place; nothing if it publishes by itself
 */
record Contender(
        String name, LoadProtocol protocol, String path, List<String> command, Optional<List<String>> publisher) {

    private static final Pattern GIVEN = Pattern.compile(
            "(?<name>[A-Za-z0-9_.-]+)(@(?<protocol>socketio|websocket))?(?<path>/[^=]*)?=(?<command>.+)");
    private static final String SOCKET_IO_PATH = "/socket.io/";

    Contender {
        command = List.copyOf(command);
        publisher = publisher.map(List::copyOf);
    }

    static Contender socketIo(String name, List<String> command) {
        return new Contender(name, LoadProtocol.SOCKETIO, SOCKET_IO_PATH, command, Optional.empty());
    }

    static Contender webSocket(String name, String path, List<String> command) {
        return new Contender(name, LoadProtocol.WEBSOCKET, path, command, Optional.empty());
    }

    /** Reads {@code NAME[@PROTOCOL][/PATH]=COMMAND}; empty for what is none. The shell runs the command. */
    static Optional<Contender> parse(String text) {
        Matcher parts = GIVEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<String> command = List.of("sh", "-c", "exec " + parts.group("command"));
        Optional<String> path = Optional.ofNullable(parts.group("path"));
        boolean isSocketIo = "socketio".equals(parts.group("protocol"));
        return Optional.of(new Contender(
                parts.group("name"),
                isSocketIo ? LoadProtocol.SOCKETIO : LoadProtocol.WEBSOCKET,
                path.orElse(isSocketIo ? SOCKET_IO_PATH : "/"),
                command,
                Optional.empty()));
    }

    /** The same, for which another program publishes. */
    Contender publishedBy(List<String> program) {
        return new Contender(name, protocol, path, command, Optional.of(program));
    }

    Target target(int port) {
        String query = protocol == LoadProtocol.SOCKETIO ? "?EIO=4&transport=websocket" : "";
        return new Target("127.0.0.1", port, path + query, false);
    }

    List<String> command(int port, int control) {
        return withPorts(command, port, control);
    }

    Optional<List<String>> publisher(int port, int control) {
        return publisher.map(words -> withPorts(words, port, control));
    }

    private static List<String> withPorts(List<String> words, int port, int control) {
        return words.stream()
                .map(word ->
                        word.replace("{port}", Integer.toString(port)).replace("{control}", Integer.toString(control)))
                .toList();
    }
}
