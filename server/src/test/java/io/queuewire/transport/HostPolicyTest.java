package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {

    private static final HostPolicy LOOPBACK = HostPolicy.of(List.of("LocalHost", "127.0.0.1", "[::1]"));

    @Test
    void withoutNamesAnyHostIsServed() {
        assertThat(HostPolicy.of(List.of()).accepts("any.example:80")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost:1", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    void listedNamesAreServedInAnyCaseAndWithAnyPort(String host) {
        assertThat(LOOPBACK.accepts(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "xlocalhost", "[::2]", "127.0.0.11"})
    void otherNamesAreNot(String host) {
        assertThat(LOOPBACK.accepts(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b-c_d", "a:80", "a:", "127.0.0.1:65535", "[::1]:80", "[::ffff:1.2.3.4]"})
    void aHostMayHaveAPort(String host) {
        assertThat(HostPolicy.isWellFormed(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":80", "a b", "a,b", "a/b", "a@b", "a:b", "a:80:80", "a?b", "::1", "[a", "ä", "a:123456"})
    void anythingElseIsNoHost(String host) {
        assertThat(HostPolicy.isWellFormed(host)).isFalse();
    }
}
