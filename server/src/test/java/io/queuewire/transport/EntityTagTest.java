package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"\"ab-1\"", "W/\"ab-1\"", " \"ab-1\" ", "\"x\",\"ab-1\"", "\"x\" , W/\"ab-1\"\t,\"y\"", "*"})
    void aListMayNameTheTag(String list) {
        assertThat(EntityTag.isAmong(list, "ab-1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab-1", "\"ab\"", "\"ab-12\"", "\"xab-1\"", "w/\"ab-1\"", "\"x\",*", "\"ab-1"})
    void orNot(String list) {
        assertThat(EntityTag.isAmong(list, "ab-1")).isFalse();
    }
}
