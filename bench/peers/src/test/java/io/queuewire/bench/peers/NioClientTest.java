package io.queuewire.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NioClientTest {

    @Test
    void theAnswerToAKeyIsThatOfTheSpecificationsExample() {
        assertThat(NioClient.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "125, 2", "126, 4", "65535, 4"})
    void aTextIsOneFrame(int length, int header) {
        ByteBuffer frame = NioClient.textFrame(new byte[length]);

        assertThat(frame.remaining()).isEqualTo(header + length);
        assertThat(frame.get(0)).isEqualTo((byte) 0x81);
        assertThat(header == 2 ? frame.get(1) : Short.toUnsignedInt(frame.getShort(2)))
                .isEqualTo(length);
    }
}
