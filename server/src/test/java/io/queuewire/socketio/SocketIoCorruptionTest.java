package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuewire.socketio.SocketIoPacket.FromClient;
import io.queuewire.socketio.SocketIoPacket.FromServer;
import io.queuewire.socketio.SocketIoPacket.WithArguments;
import io.queuewire.testkit.Corruption;
import io.queuewire.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the other side sends, messages give packets or the named failure and nothing else. */
class SocketIoCorruptionTest {

    private static final int MAX_ATTACHMENT_BYTES = 10;

    static LongStream seeds() {
        return Seeds.some(20);
    }

    /** Some 50,000 texts come of each. */
    static LongStream fewSeeds() {
        return Seeds.some(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasWrittenIsRead(long seed) {
        Samples samples = new Samples(seed);
        Wire<FromClient> toServer = Wire.toServer();
        Wire<FromServer> toClient = Wire.toClient();
        for (int i = 0; i < 200; i++) {
            FromClient fromClient = samples.fromClient();
            assertThat(toServer.carry(fromClient)).as("seed %d", seed).isEqualTo(fromClient);
            FromServer fromServer = samples.fromServer();
            assertThat(toClient.carry(fromServer)).as("seed %d", seed).isEqualTo(fromServer);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anEventOrAcknowledgementThatEndsTooEarlyIsRefused(long seed) {
        Samples samples = new Samples(seed);
        for (int i = 0; i < 5; i++) {
            WithArguments packet = samples.withArguments();
            Corruption.properPrefixes(SocketIoEncoder.text(packet)).forEach(prefix -> {
                assertThatExceptionOfType(MalformedSocketIoException.class)
                        .as("seed %d, text '%s'", seed, prefix)
                        .isThrownBy(() -> new FromClientDecoder(MAX_ATTACHMENT_BYTES).text(prefix));
                assertThatExceptionOfType(MalformedSocketIoException.class)
                        .as("seed %d, text '%s'", seed, prefix)
                        .isThrownBy(() -> new FromServerDecoder(MAX_ATTACHMENT_BYTES).text(prefix));
            });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void aCorruptPacketIsReadOrRefused(long seed) {
        Samples samples = new Samples(seed);
        String fromClient = SocketIoEncoder.text(samples.fromClient());
        String fromServer = SocketIoEncoder.text(samples.fromServer());
        everyCorruption(fromClient).forEach(text -> readOrRefuse(seed, Wire.toServer(), text));
        everyCorruption(fromServer).forEach(text -> readOrRefuse(seed, Wire.toClient(), text));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseIsReadOrRefused(long seed) {
        Samples samples = new Samples(seed);
        for (int i = 0; i < 500; i++) {
            String text = samples.noise();
            readOrRefuse(seed, Wire.toServer(), text);
            readOrRefuse(seed, Wire.toClient(), text);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void messagesInAnyOrderAreReadOrRefused(long seed) {
        Samples samples = new Samples(seed);
        FromClientDecoder decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            try {
                boolean waiting = decoder.incomplete().isPresent();
                boolean binary = samples.pick(waiting ? List.of(true, true, true, false) : List.of(true, false, false));
                assertThat(waiting || sizes.isEmpty()).as("seed %d", seed).isTrue();
                if (binary) {
                    sizes.add(samples.pick(List.of(0, 1, 5)));
                    decoder.binary(new byte[sizes.getLast()]).ifPresent(packet -> {
                        assertThat(packet.attachments()).as("seed %d", seed).hasSameSizeAs(sizes);
                        sizes.clear();
                    });
                } else {
                    decoder.text(SocketIoEncoder.text(samples.fromClient()));
                }
                assertThat(sizes.stream().mapToInt(Integer::intValue).sum())
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(MAX_ATTACHMENT_BYTES);
            } catch (MalformedSocketIoException refused) {
                decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);
                sizes.clear();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static Stream<String> everyCorruption(String text) {
        return Stream.concat(Corruption.properPrefixes(text), Corruption.ofOneByte(text));
    }

    /** What could be read is what would be written. */
    private static <P extends SocketIoPacket> void readOrRefuse(long seed, Wire<P> wire, String text) {
        P read;
        try {
            read = wire.carry(text);
        } catch (MalformedSocketIoException refused) {
            return;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", text '" + text + "'", e);
        }
        assertThat(wire.carry(read)).as("seed %d, text '%s'", seed, text).isEqualTo(read);
    }

    /** A decoder that is given a packet's text and its attachments. */
    private record Wire<P extends SocketIoPacket>(
            Function<String, Optional<P>> onText,
            Function<byte[], Optional<P>> onBinary,
            Supplier<Optional<P>> incomplete) {

        static Wire<FromClient> toServer() {
            FromClientDecoder decoder = new FromClientDecoder(MAX_ATTACHMENT_BYTES);
            return new Wire<>(decoder::text, decoder::binary, decoder::incomplete);
        }

        static Wire<FromServer> toClient() {
            FromServerDecoder decoder = new FromServerDecoder(MAX_ATTACHMENT_BYTES);
            return new Wire<>(decoder::text, decoder::binary, decoder::incomplete);
        }

        P carry(P packet) {
            Optional<P> read = onText.apply(SocketIoEncoder.text(packet));
            for (byte[] attachment : packet.attachments()) {
                assertThat(read).isEmpty();
                read = onBinary.apply(attachment);
            }
            return read.orElseThrow();
        }

        /** Gives as many empty attachments as the text asks for. */
        P carry(String text) {
            Optional<P> read = onText.apply(text);
            while (incomplete.get().isPresent()) {
                read = onBinary.apply(new byte[0]);
            }
            return read.orElseThrow();
        }
    }
}
