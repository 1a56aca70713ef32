package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    private static final OriginPolicy OWN = OriginPolicy.of(List.of());

    @Test
    void whoIsNoBrowserSendsNoOriginAndIsLetIn() {
        assertThat(OWN.accepts(Optional.empty(), Optional.of("a.example"))).isTrue();
        assertThat(OWN.accepts(Optional.empty(), Optional.empty())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example,       a.example",
        "http://a.example,       a.example:80",
        "http://a.example:80,    a.example",
        "https://a.example,      a.example",
        "https://a.example,      a.example:443",
        "https://a.example:443,  a.example",
        "HTTP://A.Example:8080,  a.example:8080",
        "http://127.0.0.1:8080,  127.0.0.1:8080",
        "http://[::1],           [::1]:80",
        "http://[::1]:8080,      [::1]:8080"
    })
    void thePageOfTheHostItselfIsLetIn(String origin, String host) {
        assertThat(OWN.accepts(Optional.of(origin), Optional.of(host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://b.example,        a.example",
        "http://a.example:8080,   a.example",
        "http://a.example,        a.example:8080",
        "https://a.example,       a.example:80",
        "http://a.example,        a.example:443",
        "http://[::1],            [::2]",
        "http://a.example/,       a.example",
        "http://a.example?,       a.example",
        "http://x@a.example,      x@a.example",
        "ftp://a.example,         a.example",
        "a.example,               a.example",
        "null,                    null",
        "'',                      a.example"
    })
    void everyOtherPageIsAForeignOne(String origin, String host) {
        assertThat(OWN.accepts(Optional.of(origin), Optional.of(host))).isFalse();
    }

    @Test
    void withoutAHostNoPageIsTheHostsOwn() {
        assertThat(OWN.accepts(Optional.of("http://a.example"), Optional.empty()))
                .isFalse();
    }

    @Test
    void listedOriginsAreLetInAsTheyAreWritten() {
        OriginPolicy policy = OriginPolicy.of(List.of("https://good.example", "http://dev.example:3000"));
        assertThat(policy.accepts(Optional.of("https://GOOD.example"), Optional.of("a.example")))
                .isTrue();
        assertThat(policy.accepts(Optional.of("http://dev.example:3000"), Optional.of("a.example")))
                .isTrue();
        assertThat(policy.accepts(Optional.of("http://good.example"), Optional.of("a.example")))
                .isFalse();
        assertThat(policy.accepts(Optional.of("http://dev.example"), Optional.of("a.example")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://any.example", "null", "nonsense"})
    void aStarLetsAllIn(String origin) {
        assertThat(OriginPolicy.of(List.of("*")).accepts(Optional.of(origin), Optional.of("a.example")))
                .isTrue();
    }
}
