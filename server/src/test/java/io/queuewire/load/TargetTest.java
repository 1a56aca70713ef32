package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "http://a, SOCKETIO, a, 80, /socket.io/?EIO=4&transport=websocket, false",
        "https://a:3000/, SOCKETIO, a:3000, 3000, /socket.io/?EIO=4&transport=websocket, true",
        "ws://a/io/?t=1, SOCKETIO, a, 80, /io/?t=1&EIO=4&transport=websocket, false",
        "http://a/io/?EIO=4&transport=websocket, SOCKETIO, a, 80, /io/?EIO=4&transport=websocket, false",
        "ws://a:8080, WEBSOCKET, a:8080, 8080, /ws, false",
        "wss://a/feed?x=%20, WEBSOCKET, a, 443, /feed?x=%20, true",
        "http://[::1]:8080/, SSE, [::1]:8080, 8080, /events, false",
    })
    void anAddressSaysAllThatIsNeeded(
            URI url, LoadProtocol protocol, String authority, int port, String path, boolean encrypted) {
        Target target = Target.of(url, protocol);

        assertThat(target.authority()).isEqualTo(authority);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.path()).isEqualTo(path);
        assertThat(target.encrypted()).isEqualTo(encrypted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/", "a", "http:a", "http://a_b:80/"})
    void whatIsNoAddressIsRefusedWithWhatWasExpected(String url) {
        assertThatThrownBy(() -> Target.of(URI.create(url), LoadProtocol.SSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("expected http(s)://HOST");
    }
}
