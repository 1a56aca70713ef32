package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SessionIdsTest {

    @Test
    void areTwentyUrlSafeCharacters() {
        SessionIds ids = new SessionIds(new SecureRandom());
        assertThat(Stream.generate(ids::next).limit(10_000))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSize(SessionIds.LENGTH).matches("[A-Za-z0-9_-]{20}"));
    }

    @Test
    void carryAHundredAndTwentyBitsOfTheSource() {
        byte[] drawn = new byte[15];
        RandomGenerator counting = new RandomGenerator() {
            private byte next;

            @Override
            public long nextLong() {
                throw new AssertionError("expected whole bytes to be drawn");
            }

            @Override
            public void nextBytes(byte[] bytes) {
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = next;
                    drawn[i] = next++;
                }
            }
        };
        assertThat(Base64.getUrlDecoder().decode(new SessionIds(counting).next()))
                .isEqualTo(drawn);
    }
}
