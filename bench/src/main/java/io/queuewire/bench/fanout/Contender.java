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
 */
record Contender(String name, LoadProtocol protocol, String path, List<String> command) {

    private static final Pattern GIVEN = Pattern.compile(
            "(?<name>[A-Za-z0-9_.-]+)(@(?<protocol>socketio|websocket))?(?<path>/[^=]*)?=(?<command>.+)");
    private static final String SOCKET_IO_PATH = "/socket.io/";

    Contender {
        command = List.copyOf(command);
    }

    static Contender socketIo(String name, List<String> command) {
        return new Contender(name, LoadProtocol.SOCKETIO, SOCKET_IO_PATH, command);
    }

    static Contender webSocket(String name, String path, List<String> command) {
        return new Contender(name, LoadProtocol.WEBSOCKET, path, command);
    }

    /** Reads {@code NAME[@PROTOCOL][/PATH]=COMMAND}; empty for what is none. The shell runs the command. */
    static Optional<Contender> parse(String text) {
        Matcher parts = GIVEN.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<String> command = List.of("sh", "-c", "exec " + parts.group("command"));
        Optional<String> path = Optional.ofNullable(parts.group("path"));
        return Optional.of(
                "socketio".equals(parts.group("protocol"))
                        ? new Contender(
                                parts.group("name"), LoadProtocol.SOCKETIO, path.orElse(SOCKET_IO_PATH), command)
                        : webSocket(parts.group("name"), path.orElse("/"), command));
    }

    Target target(int port) {
        String query = protocol == LoadProtocol.SOCKETIO ? "?EIO=4&transport=websocket" : "";
        return new Target("127.0.0.1", port, path + query, false);
    }

    List<String> command(int port, int control) {
        return command.stream()
                .map(word ->
                        word.replace("{port}", Integer.toString(port)).replace("{control}", Integer.toString(control)))
                .toList();
    }
}
