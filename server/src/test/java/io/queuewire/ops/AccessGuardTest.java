package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessGuardTest {

    private final AccessGuard unguarded = new AccessGuard(new ManagementConfig("relay.local", 9090, Optional.empty()));
    private final AccessGuard guarded = new AccessGuard(new ManagementConfig("0.0.0.0", 9090, Optional.of("s3cret")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:9090",
                "10.1.2.3:9090",
                "localhost:9090",
                "LOCALHOST",
                "[::1]:9090",
                "relay.local:1",
                ""
            })
    void withoutATokenAddressesAndOwnNamesAreAnswered(String host) {
        assertThat(unguarded.refuseCaller(host, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:9090", "localhost.evil.example", "127.0.0.1.evil.example:9090", "1.2.3.4.5"})
    void withoutATokenOtherNamesAreNotAnswered(String host) {
        assertThat(unguarded.refuseCaller(host, "").map(ManagementResponse::status))
                .contains(421);
        assertThat(unguarded.refuseCaller(host, "http://" + host).map(ManagementResponse::status))
                .contains(421);
    }

    @Test
    void withATokenAnyNameIsAnswered() {
        assertThat(guarded.refuseCaller("relay.monitoring.svc:9090", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9090, http://localhost:9090",
        "localhost:9090, https://localhost:9090",
        "[::1]:9090, http://[::1]:9090"
    })
    void itsOwnOriginIsAnswered(String host, String origin) {
        assertThat(unguarded.refuseCaller(host, origin)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9090, http://localhost:8080",
        "localhost:9090, http://localhost",
        "localhost:9090, null",
        "localhost:9090, https://evil.example",
        "localhost:9090, http://localhost:9090.evil.example",
        "'', http://localhost:9090"
    })
    void foreignOriginsAreRefused(String host, String origin) {
        assertThat(unguarded.refuseCaller(host, origin).map(ManagementResponse::status))
                .contains(403);
        assertThat(guarded.refuseCaller(host, origin).map(ManagementResponse::status))
                .contains(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cret",
                "bearer s3cret",
                "Bearer  s3cret ",
                // anybody:s3cret and :s3cret, as a browser sends name and password
                "Basic YW55Ym9keTpzM2NyZXQ=",
                "basic OnMzY3JldA=="
            })
    void theTokenOpens(String authorization) {
        assertThat(guarded.refuseStranger(authorization)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "Bearer",
                "Bearer ",
                "Bearer s3cre",
                "Bearer s3cret2",
                "Bearer S3CRET",
                "Basic s3cret",
                "Basic",
                "Basic !",
                // s3cret, s3cret:anybody, anybody:
                "Basic czNjcmV0",
                "Basic czNjcmV0OmFueWJvZHk=",
                "Basic YW55Ym9keTo="
            })
    void anythingElseDoesNot(String authorization) {
        assertThat(guarded.refuseStranger(authorization)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(401);
            assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "Bearer");
            assertThat(refusal.body()).doesNotContain("s3cret");
        });
    }

    @Test
    void withoutATokenNothingHasToBePresented() {
        assertThat(unguarded.refuseStranger("")).isEmpty();
    }

    @Test
    void theConfigurationDoesNotShowItsToken() {
        assertThat(new ManagementConfig("0.0.0.0", 9090, Optional.of("s3cret")).toString())
                .doesNotContain("s3cret");
    }
}
