package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.queuewire.testkit.Golden;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds encoder and decoders to what socket.io-parser writes and reads. */
class SocketIoGoldenTest {

    private static final int MAX_ATTACHMENT_BYTES = 100;

    /** What the original takes, or takes for something else, and we do not: the session closes. */
    private static final Set<String> STRICTER_THAN_THE_ORIGINAL = Set.of(
            // no type, or none that a client may send
            "",
            " ",
            "\n",
            "4",
            // an ack id on packets that cannot be acknowledged
            "01",
            "012{}",
            "12",
            // white space that the original reads as the ack id 0, or skips around one
            "0 {}",
            "2 [\"x\"]",
            "2\n[\"x\"]",
            "2 1[\"x\"]",
            "21 [\"x\"]",
            // no arguments at all
            "2",
            "21",
            "2/orders",
            "2/orders,",
            "2/orders[\"x\"]",
            "3",
            "31",
            "51-",
            // numbers as event names
            "2[1]",
            "2[1.5,2]",
            "51-[1]",
            // ack ids that the original cannot keep apart
            "29007199254740992[\"x\"]",
            "29007199254740993[\"x\"]",
            "299999999999999999[\"x\"]",
            "39007199254740992[]",
            // acknowledgements of nothing
            "3[]",
            "3[1]",
            "61-[]",
            // numbers of attachments that are not plain digits
            "5+1-[\"x\"]",
            "51.0-[\"x\"]",
            "51e1-[\"x\"]",
            "50x1-[\"x\"]",
            "5 1-[\"x\"]",
            "51 -[\"x\"]",
            // placeholder numbers that are not plain digits
            "52-[\"x\",{\"_placeholder\":true,\"num\":0.5}]",
            "52-[\"x\",{\"_placeholder\":true,\"num\":1.0}]",
            "52-[\"x\",{\"_placeholder\":true,\"num\":0.0}]",
            "52-[\"x\",{\"_placeholder\":true,\"num\":1e0}]",
            "52-[\"x\",{\"_placeholder\":true,\"num\":-0}]");

    static Stream<Golden.Case> packets() {
        return Golden.cases("socketIoPackets");
    }

    static Stream<Golden.Case> texts() {
        return Golden.cases("socketIoTexts");
    }

    @ParameterizedTest
    @MethodSource("packets")
    void writesPacketsLikeTheOriginal(Golden.Case golden) {
        assertThat(SocketIoEncoder.text(packet(golden))).isEqualTo(golden.string("text"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void readsPacketsOfTheOriginal(Golden.Case golden) {
        SocketIoPacket packet = packet(golden);
        String text = golden.string("text");
        if (packet instanceof FromClient) {
            FromClientDecoder decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);
            assertThat(read(decoder::text, decoder::binary, text, packet.attachments()))
                    .isEqualTo(packet);
        }
        if (packet instanceof FromServer) {
            FromServerDecoder decoder = new FromServerDecoder(MAX_ATTACHMENT_BYTES);
            assertThat(read(decoder::text, decoder::binary, text, packet.attachments()))
                    .isEqualTo(packet);
        }
    }

    private static <P> P read(
            Function<String, Optional<P>> onText,
            Function<byte[], Optional<P>> onBinary,
            String text,
            List<byte[]> attachments) {
        Optional<P> read = onText.apply(text);
        for (byte[] attachment : attachments) {
            assertThat(read).isEmpty();
            read = onBinary.apply(attachment);
        }
        return read.orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void readsNothingThatTheOriginalRefusesAndTheRestAlike(Golden.Case golden) {
        String text = golden.string("text");
        Optional<FromClient> read = readFromClient(text);
        RawJson original = golden.json("original");
        if (original.equals(RawJson.NULL) || STRICTER_THAN_THE_ORIGINAL.contains(text)) {
            assertThat(read).isEmpty();
        } else {
            assertThat(read).get().satisfies(packet -> assertSame(packet, golden.object("original")));
        }
    }

    @Test
    void isStricterOnlyWhereTheOriginalIsNot() {
        assertThat(texts().filter(golden -> !golden.json("original").equals(RawJson.NULL))
                        .map(golden -> golden.string("text")))
                .containsAll(STRICTER_THAN_THE_ORIGINAL);
    }

    /** Reads a text and as many attachments as it asks for; empty when it is refused. */
    private static Optional<FromClient> readFromClient(String text) {
        FromClientDecoder decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);
        try {
            Optional<FromClient> read = decoder.text(text);
            while (decoder.incomplete().isPresent()) {
                read = decoder.binary(new byte[1]);
            }
            return read;
        } catch (MalformedSocketIoException refused) {
            return Optional.empty();
        }
    }

    private static void assertSame(FromClient packet, Golden.Case original) {
        assertThat(packet.namespace().name()).isEqualTo(original.string("namespace"));
        Optional<RawJson> id = original.optional("id");
        Optional<RawJson> arguments = original.optional("data");
        switch (packet) {
            case Connect connect -> {
                assertThat(original.string("type")).isEqualTo("CONNECT");
                assertThat(connect.auth()).isEqualTo(arguments);
            }
            case Disconnect disconnect -> assertThat(original.string("type")).isEqualTo("DISCONNECT");
            case Event event -> {
                assertThat(original.string("type")).isEqualTo("EVENT");
                assertThat(event.ackId())
                        .isEqualTo(id.map(number -> OptionalLong.of(Long.parseLong(number.text())))
                                .orElse(OptionalLong.empty()));
                arguments.ifPresent(array -> {
                    assertThat(array.elements()).first().isEqualTo(RawJson.string(event.name()));
                    assertThat(array.elements()).endsWith(event.arguments().toArray(RawJson[]::new));
                });
            }
            case Ack ack -> {
                assertThat(original.string("type")).isEqualTo("ACK");
                assertThat(id).contains(RawJson.number(ack.id()));
                arguments.ifPresent(array -> assertThat(array.elements()).isEqualTo(ack.arguments()));
            }
        }
    }

    private static SocketIoPacket packet(Golden.Case golden) {
        Golden.Case packet = golden.object("packet");
        Namespace namespace = new Namespace(packet.string("namespace"));
        List<byte[]> attachments = golden.json("attachments").elements().stream()
                .map(base64 -> Base64.getDecoder().decode(base64.asString()))
                .toList();
        return switch (packet.string("kind")) {
            case "connect" -> new Connect(namespace, packet.optional("object").map(SocketIoGoldenTest::json));
            case "connected" -> {
                Golden.Case reply = new Golden.Case(json(packet.json("object")).members());
                yield new Connected(
                        namespace, reply.string("sid"), reply.optional("pid").map(RawJson::asString));
            }
            case "connectError" -> {
                Golden.Case reason = new Golden.Case(json(packet.json("object")).members());
                yield new ConnectError(namespace, reason.string("message"), reason.optional("data"));
            }
            case "disconnect" -> new Disconnect(namespace);
            case "event" -> {
                OptionalLong id = packet.optional("id")
                        .map(number -> OptionalLong.of(Long.parseLong(number.text())))
                        .orElse(OptionalLong.empty());
                yield new Event(namespace, id, packet.string("name"), arguments(packet), attachments);
            }
            case "ack" -> new Ack(namespace, Long.parseLong(packet.json("id").text()), arguments(packet), attachments);
            default -> throw new AssertionError("unknown packet " + golden);
        };
    }

    private static List<RawJson> arguments(Golden.Case packet) {
        return packet.json("arguments").elements().stream()
                .map(SocketIoGoldenTest::json)
                .toList();
    }

    /** JSON inside a string of the file, as the original wrote it. */
    private static RawJson json(RawJson string) {
        return RawJson.parse(string.asString(), JsonLimits.QUEUE);
    }
}
