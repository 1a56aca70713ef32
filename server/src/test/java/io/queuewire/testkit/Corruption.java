package io.queuewire.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of a text on a bad day. */
public final class Corruption {

    private Corruption() {}

    /** Every text that starts like this one and ends too early. */
    public static Stream<String> properPrefixes(String text) {
        return IntStream.range(0, text.length()).mapToObj(end -> text.substring(0, end));
    }

    /** Every text whose UTF-8 differs from this one's in one byte; what is no UTF-8 never becomes a text. */
    public static Stream<String> ofOneByte(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length * 256)
                .filter(i -> bytes[i / 256] != (byte) i)
                .mapToObj(i -> {
                    byte[] corrupted = bytes.clone();
                    corrupted[i / 256] = (byte) i;
                    return decode(corrupted);
                })
                .flatMap(Optional::stream);
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
