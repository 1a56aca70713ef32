package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisconnectReasonTest {

    @ParameterizedTest
    @EnumSource
    void theTextFitsIntoACloseFrame(DisconnectReason reason) {
        assertThat(reason.closeText().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONNECTION_LOST")
    void theCodeMayBeSent(DisconnectReason reason) {
        assertThat(reason.closeCode()).isIn(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TOO_LARGE")
    void aCloseFrameSaysWhy(DisconnectReason reason) {
        assertThat(reason.closeText()).isEqualTo(reason.text()).isNotEmpty();
    }
}
