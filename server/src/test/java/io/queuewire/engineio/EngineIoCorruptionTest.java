package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import io.queuewire.testkit.Corruption;
import io.queuewire.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a client sends, payloads give packets or the named failure and nothing else. */
class EngineIoCorruptionTest {

    private static final String ALPHABET = "0123456b7=+/-_AQ\u001e\u0000ü😀 ";

    static LongStream seeds() {
        return Seeds.some(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasWrittenIsRead(long seed) {
        List<EngineIoPacket> packets = packets(new Random(seed), 1 + (int) Math.floorMod(seed, 256L));
        assertThat(PollingPayload.fromClient(PollingPayload.join(packets)))
                .as("seed %d", seed)
                .containsExactlyElementsOf(packets);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCorruptPayloadIsReadOrRefused(long seed) {
        String text = PollingPayload.join(packets(new Random(seed), 5));
        Stream.concat(Corruption.properPrefixes(text), Corruption.ofOneByte(text))
                .forEach(corrupt -> readOrRefuse(seed, corrupt));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noiseIsReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            readOrRefuse(seed, text(random, 12));
        }
    }

    /** What could be read up to a failure is what would be written. */
    private static void readOrRefuse(long seed, String text) {
        List<EngineIoPacket> read = new ArrayList<>();
        try {
            PollingPayload.fromClient(text).forEach(read::add);
        } catch (MalformedEngineIoException expected) {
            assertThat(expected).hasMessageContaining("expected");
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", payload '" + text + "'", e);
        }
        if (!read.isEmpty()) {
            assertThat(PollingPayload.fromClient(PollingPayload.join(read)))
                    .as("seed %d, payload '%s'", seed, text)
                    .containsExactlyElementsOf(read);
        }
    }

    private static List<EngineIoPacket> packets(Random random, int count) {
        return Stream.generate(() -> packet(random)).limit(count).toList();
    }

    private static EngineIoPacket packet(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> EngineIoPacket.CLOSE;
            case 1 -> new Ping(word(random));
            case 2 -> new Pong(word(random));
            case 3 -> EngineIoPacket.UPGRADE;
            case 4 -> EngineIoPacket.NOOP;
            case 5 -> {
                byte[] bytes = new byte[random.nextInt(12)];
                random.nextBytes(bytes);
                yield new Binary(bytes);
            }
            default -> new Message(word(random));
        };
    }

    private static String word(Random random) {
        return text(random, 8).replace("\u001e", "");
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        int[] alphabet = ALPHABET.codePoints().toArray();
        random.ints(random.nextInt(length + 1), 0, alphabet.length).forEach(i -> text.appendCodePoint(alphabet[i]));
        return text.toString();
    }
}
