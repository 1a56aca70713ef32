package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameParsersTest {

    @Test
    void readsChoicesInLowerCase() {
        Parser<ServerConfig.TransportChoice> parser = NameParsers.choice(ServerConfig.TransportChoice.class);

        assertThat(parser.reading().apply("io_uring")).contains(ServerConfig.TransportChoice.IO_URING);
        assertThat(parser.reading().apply("IO_URING")).isEmpty();
        assertThat(parser.reading().apply("kqueue")).isEmpty();
        assertThat(parser.expected()).isEqualTo("one of auto, io_uring, epoll, nio");
    }

    @ParameterizedTest
    @CsvSource({"on, true", "true, true", "off, false", "false, false"})
    void readsSwitches(String text, boolean on) {
        assertThat(NameParsers.onOff().reading().apply(text)).contains(on);
    }

    @Test
    void refusesOtherWordsForSwitches() {
        assertThat(NameParsers.onOff().reading().apply("yes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "disconnecting", "newListener", "hello", "gap", "", "a\nb"})
    void refusesReservedAndUnprintableEvents(String event) {
        assertThat(NameParsers.event().reading().apply(event)).isEmpty();
        assertThat(NameParsers.clientEvent().reading().apply(event)).isEmpty();
    }

    @Test
    void refusesToRebroadcastJoinAndLeave() {
        assertThat(NameParsers.event().reading().apply("join")).contains("join");
        assertThat(NameParsers.clientEvent().reading().apply("join")).isEmpty();
        assertThat(NameParsers.clientEvent().reading().apply("leave")).isEmpty();
    }

    @Test
    void takesEventsOf128CharactersAndNotOneMore() {
        assertThat(NameParsers.event().reading().apply("e".repeat(128))).isPresent();
        assertThat(NameParsers.event().reading().apply("e".repeat(129))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/, /", "/orders, /orders", "orders, /orders"})
    void readsNamespacesWithOrWithoutTheirSlash(String text, String namespace) {
        assertThat(NameParsers.namespace().reading().apply(text)).contains(namespace);
    }

    @Test
    void refusesNamespacesThatLookLikeAQuery() {
        assertThat(NameParsers.namespace().reading().apply("/orders?x=1")).isEmpty();
    }

    @Test
    void neverShowsATokenByAccident() {
        assertThat(NameParsers.token().reading().apply("s3cret!").map(Secret::toString))
                .contains("********");
        assertThat(NameParsers.token().reading().apply("with space")).isEmpty();
    }

    @Test
    void readsTheStaticRoot() {
        assertThat(NameParsers.staticRoot().reading().apply("bundled")).contains(new StaticRoot.Bundled());
        assertThat(NameParsers.staticRoot().reading().apply("none")).contains(new StaticRoot.None());
        assertThat(NameParsers.staticRoot().reading().apply("web")).contains(new StaticRoot.Folder(Path.of("web")));
        assertThat(NameParsers.staticRoot().reading().apply("")).isEmpty();
        assertThat(NameParsers.staticRoot().reading().apply("a\0b")).isEmpty();
    }
}
