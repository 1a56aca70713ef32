package io.queuewire.socketio;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.ConnectError;
import io.queuewire.socketio.SocketIoPacket.Connected;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import io.queuewire.socketio.SocketIoPacket.FromClient;
import io.queuewire.socketio.SocketIoPacket.FromServer;
import io.queuewire.socketio.SocketIoPacket.WithArguments;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packets that somebody might send, drawn from a seed. */
final class Samples {

    private static final List<String> SCALARS = List.of(
            "0",
            "-1",
            "1.50",
            "1e+3",
            "12345678901234567890",
            "true",
            "false",
            "null",
            "\"\"",
            "\"ü😀\"",
            "\"a,b\"",
            "\"]}\\\"\\\\\"",
            "\"\\u001e\\ud83d\\ude00\"",
            "{}",
            "[]",
            "[ ]",
            "{ }");
    private static final List<String> WORDS =
            List.of("a", "item_added", "ü😀", "with space", "\"", "\\", "\n", "error", "placeholder", "num", "", "1");
    private static final List<String> NAMESPACES = List.of("/", "/orders", "/a/b?x=1", "/1", "/ü😀", "//");

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    FromClient fromClient() {
        return switch (random.nextInt(4)) {
            case 0 -> new Connect(namespace(), optional(() -> object(3)));
            case 1 -> new Disconnect(namespace());
            default -> withArguments();
        };
    }

    FromServer fromServer() {
        return switch (random.nextInt(5)) {
            case 0 -> new Connected(namespace(), word(), optional(this::word));
            case 1 -> new ConnectError(namespace(), word(), optional(() -> json(3)));
            case 2 -> new Disconnect(namespace());
            default -> withArguments();
        };
    }

    WithArguments withArguments() {
        List<byte[]> attachments = random.nextBoolean() ? List.of() : several(() -> new byte[random.nextInt(4)]);
        List<RawJson> arguments = several(() -> attachments.isEmpty() || random.nextBoolean()
                ? json(3)
                : placeholder(random.nextInt(attachments.size())));
        return random.nextBoolean()
                ? new Ack(namespace(), ackId(), arguments, attachments)
                : new Event(
                        namespace(),
                        random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(ackId()),
                        word(),
                        arguments,
                        attachments);
    }

    /** Text that looks a little like a packet. */
    String noise() {
        String alphabet = "0123456-/,[]{}\":ax \u0000\\ü";
        return random.ints(random.nextInt(16), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Namespace namespace() {
        return new Namespace(pick(NAMESPACES));
    }

    private String word() {
        return pick(WORDS);
    }

    private long ackId() {
        return random.nextBoolean() ? random.nextInt(100) : SocketIoPacket.MAX_ACK_ID - random.nextInt(2);
    }

    private RawJson object(int depth) {
        return RawJson.parse(
                several(() -> quotedWord() + space() + ":" + space() + json(depth - 1)).stream()
                        .collect(Collectors.joining(space() + "," + space(), "{", "}")),
                JsonLimits.CLIENT);
    }

    private RawJson json(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(3)) {
            case 1 ->
                RawJson.parse(
                        several(() -> json(depth - 1).text()).stream()
                                .collect(Collectors.joining(space() + "," + space(), "[" + space(), space() + "]")),
                        JsonLimits.CLIENT);
            case 2 -> object(depth);
            default -> RawJson.parse(pick(SCALARS), JsonLimits.CLIENT);
        };
    }

    private RawJson placeholder(int number) {
        String text = "{\"_placeholder\":true,\"num\":" + number + "}";
        return RawJson.parse(random.nextBoolean() ? text : "[1,{\"a\":" + text + "}]", JsonLimits.CLIENT);
    }

    private String quotedWord() {
        return RawJson.string(word()).text();
    }

    private String space() {
        return pick(List.of("", "", " ", "\n\t"));
    }

    private <T> List<T> several(Supplier<T> one) {
        return Stream.generate(one).limit(1 + random.nextInt(3)).toList();
    }

    private <T> Optional<T> optional(Supplier<T> one) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(one.get());
    }
}
