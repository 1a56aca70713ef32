package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadRulesTest {

    private final HeadRules rules = new HeadRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n",
                "\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nX:\tb \r\n\r\n",
                "GET / HTTP/1.1\r\nX: \u00fc\u00ff\r\n\r\n"
            })
    void aProperHeadBreaksNoRule(String head) {
        take(head);
        assertThat(rules.broken()).isFalse();
        assertThat(rules.begun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nX: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nX: a\r\n\tb\r\n\r\n",
                "GET / HTTP/1.1\r\n X: a\r\n\r\n",
                " GET / HTTP/1.1\r\n",
                "GET\r/ HTTP/1.1\r\n",
                "GET / HTTP/1.1\rX: a\r\n",
                "GET / HTTP/1.1\r\r\n",
                "GET / HTTP/1.1\nX",
                "\nGET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nX: a\u0000b\r\n",
                "GET /\u000b HTTP/1.1\r\n",
                "\u0001GET / HTTP/1.1\r\n"
            })
    void aHeadThatOthersMightReadDifferentlyIsBroken(String head) {
        take(head);
        assertThat(rules.broken()).isTrue();
    }

    @Test
    void emptyLinesBeginNoRequest() {
        take("\r\n\r\n");
        assertThat(rules.begun()).isFalse();
        assertThat(rules.broken()).isFalse();
    }

    @Test
    void aFoldIsSeenAlsoWhenItsLineCameBefore() {
        take("GET / HTTP/1.1\r\nX: a\r\n");
        assertThat(rules.broken()).isFalse();
        take(" b\r\n");
        assertThat(rules.broken()).isTrue();
    }

    @Test
    void theNextRequestStartsAnew() {
        take("GET\u0001");
        rules.reset();
        assertThat(rules.begun()).isFalse();
        take("GET / HTTP/1.1\r\n");
        assertThat(rules.broken()).isFalse();
    }

    private void take(String bytes) {
        for (byte value : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            rules.process(value);
        }
    }
}
