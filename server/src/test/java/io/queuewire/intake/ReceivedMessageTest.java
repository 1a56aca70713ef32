package io.queuewire.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a message is: as the queue counts it. */
class ReceivedMessageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "\u007f\u0080",
                "caf\u00e9",
                "\u07ff\u0800",
                "20 \u20ac",
                "\ud83d\ude00 and \ud83c\udf0d"
            })
    void aBodyCountsAsItsBytes(String body) {
        assertThat(ReceivedMessages.of("m", body).size()).isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void attributesCountWithNameTypeAndValue() {
        ReceivedMessage message = ReceivedMessages.of(
                "m",
                "12",
                Map.of(
                        "room", new AttributeValue.Text("String", "b\u00fcro"),
                        "raw", new AttributeValue.Binary("Binary", ByteBuffer.wrap(new byte[100]))));

        assertThat(message.size()).isEqualTo(2 + (4 + 6 + 5) + (3 + 6 + 100));
    }
}
