package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final Duration INTERVAL = Duration.ofSeconds(25);
    private static final Duration TIMEOUT = Duration.ofMillis(20_500);

    @Test
    void hasFiveKeysInTheOrderOfTheReference() {
        assertThat(new Handshake(Revision.FOUR, "abc", List.of("websocket"), INTERVAL, TIMEOUT, 65_536).json())
                .isEqualTo("{\"sid\":\"abc\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20500,"
                        + "\"maxPayload\":65536}");
    }

    @Test
    void listsAnyNumberOfUpgrades() {
        assertThat(new Handshake(Revision.FOUR, "a", List.of(), INTERVAL, TIMEOUT, 1).json())
                .contains("\"upgrades\":[],");
        assertThat(new Handshake(Revision.FOUR, "a", List.of("websocket", "webtransport"), INTERVAL, TIMEOUT, 1).json())
                .contains("\"upgrades\":[\"websocket\",\"webtransport\"],");
    }

    @Test
    void writesNumbersInTheSameDigitsEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new Handshake(Revision.FOUR, "a", List.of(), INTERVAL, TIMEOUT, 1).json())
                    .contains("\"pingInterval\":25000,");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"", "ä", "a\n"})
    void takesOnlySessionIdsThatNeedNoEscaping(String sid) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Handshake(Revision.FOUR, sid, List.of(), INTERVAL, TIMEOUT, 1))
                .withMessageContaining("expected letters");
    }

    @Test
    void refusesDurationsAndSizesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Handshake(Revision.FOUR, "a", List.of(), Duration.ZERO, TIMEOUT, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Handshake(Revision.FOUR, "a", List.of(), INTERVAL, Duration.ofNanos(999_999), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Handshake(Revision.FOUR, "a", List.of(), INTERVAL, TIMEOUT, 0));
    }
}
