package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeErrorTest {

    @ParameterizedTest
    @CsvSource({
        "TRANSPORT_UNKNOWN, 400, 0, Transport unknown",
        "SESSION_ID_UNKNOWN, 400, 1, Session ID unknown",
        "BAD_HANDSHAKE_METHOD, 400, 2, Bad handshake method",
        "BAD_REQUEST, 400, 3, Bad request",
        "FORBIDDEN, 403, 4, Forbidden",
        "UNSUPPORTED_PROTOCOL_VERSION, 400, 5, Unsupported protocol version"
    })
    void saysWhatTheReferenceSays(HandshakeError error, int status, int code, String message) {
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    @Test
    void mayUseOtherWords() {
        assertThat(HandshakeError.FORBIDDEN.body("nope")).isEqualTo("{\"code\":4,\"message\":\"nope\"}");
    }

    @Test
    void isJsonWhateverTheWords() {
        String words = "say \"no\"\\\n\u0000 ü😀";
        RawJson body = RawJson.parse(HandshakeError.FORBIDDEN.body(words), JsonLimits.CLIENT);
        assertThat(body.members()).containsOnlyKeys("code", "message");
        assertThat(body.members().values()).last().extracting(RawJson::asString).isEqualTo(words);
    }
}
