package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/orders", "/orders?x=1", "/ü 😀", "/[\"x\"]"})
    void startsWithASlash(String name) {
        assertThat(new Namespace(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "orders", " /orders", "/a,b", "/a\n", "/\u001e", "/\u007f"})
    void isRefusedWhereItWouldBreakAPacket(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Namespace(name))
                .withMessageContaining("expected a leading slash and neither comma nor control character");
    }

    @Test
    void hasAtMostSixtyFourCharacters() {
        assertThat(new Namespace("/" + "n".repeat(63)).name()).hasSize(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Namespace("/" + "n".repeat(64)))
                .withMessageContaining("namespace of 65 characters, expected at most 64");
    }
}
