package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.load.LoadProtocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContenderTest {

    @Test
    void aCommandIsForPlainWebSocketUnlessItSaysMore() {
        assertThat(Contender.parse("mine=./server {port} --control={control}")).hasValueSatisfying(contender -> {
            assertThat(contender.name()).isEqualTo("mine");
            assertThat(contender.protocol()).isEqualTo(LoadProtocol.WEBSOCKET);
            assertThat(contender.command(80, 81)).isEqualTo(List.of("sh", "-c", "exec ./server 80 --control=81"));
            assertThat(contender.target(80).path()).isEqualTo("/");
        });
    }

    @Test
    void protocolAndPathMayBeGiven() {
        assertThat(Contender.parse("a@socketio=b=c").orElseThrow().target(80).path())
                .isEqualTo("/socket.io/?EIO=4&transport=websocket");
        assertThat(Contender.parse("a@socketio/x/=b").orElseThrow().target(80).path())
                .isEqualTo("/x/?EIO=4&transport=websocket");
        assertThat(Contender.parse("a/ws=b").orElseThrow().target(80).path()).isEqualTo("/ws");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a=", "=b", "a@sse=b", "a b=c"})
    void anythingElseIsNoServer(String text) {
        assertThat(Contender.parse(text)).isEmpty();
    }

    @Test
    void anotherProgramMayPublishAndKnowsThePorts() {
        Contender alone = Contender.webSocket("a", "/", List.of("a", "{port}"));

        assertThat(alone.publisher(80, 81)).isEmpty();
        assertThat(alone.publishedBy(List.of("b", "{port}", "{control}")).publisher(80, 81))
                .hasValue(List.of("b", "80", "81"));
    }
}
