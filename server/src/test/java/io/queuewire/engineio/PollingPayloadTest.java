package io.queuewire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuewire.engineio.EngineIoPacket.Binary;
import io.queuewire.engineio.EngineIoPacket.Message;
import io.queuewire.engineio.EngineIoPacket.Ping;
import io.queuewire.engineio.EngineIoPacket.Pong;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingPayloadTest {

    @Test
    void putsASeparatorBetweenPackets() {
        List<EngineIoPacket> packets =
                List.of(new Message("a"), new Binary(new byte[] {1}), Ping.HEARTBEAT, EngineIoPacket.NOOP);
        String text = PollingPayload.join(packets);
        assertThat(text).isEqualTo("4a\u001ebAQ==\u001e2\u001e6");
        assertThat(PollingPayload.fromClient(text)).containsExactlyElementsOf(packets);
        assertThat(PollingPayload.fromServer(text)).containsExactlyElementsOf(packets);
    }

    @Test
    void isNeverEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> PollingPayload.join(List.of()));
        assertThatExceptionOfType(MalformedEngineIoException.class)
                .isThrownBy(() -> PollingPayload.fromClient("").iterator().next());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4a\u001e4b\u001e",
                "4a\u001e4b\u001e\u001e4c",
                "4a\u001e4b\u001e9\u001e4c",
                "4a\u001e4b\u001eb#\u001e4c",
                "4a\u001e4b\u001e1x"
            })
    void givesTheGoodPacketsBeforeABadOneThenFailsThenEnds(String text) {
        Iterator<EngineIoPacket> packets = PollingPayload.fromClient(text).iterator();
        assertThat(packets.next()).isEqualTo(new Message("a"));
        assertThat(packets.next()).isEqualTo(new Message("b"));
        assertThat(packets).hasNext();
        assertThatExceptionOfType(MalformedEngineIoException.class).isThrownBy(packets::next);
        assertThat(packets).isExhausted();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(packets::next);
    }

    @Test
    void takesAsManyPacketsOfAClientAsAllowedAndFailsAtTheNextOne() {
        List<EngineIoPacket> allowed = Collections.nCopies(256, new Message("x"));
        assertThat(PollingPayload.fromClient(PollingPayload.join(allowed))).containsExactlyElementsOf(allowed);

        List<EngineIoPacket> seen = new ArrayList<>();
        String tooMany = PollingPayload.join(Collections.nCopies(257, new Message("x")));
        assertThatExceptionOfType(MalformedEngineIoException.class)
                .isThrownBy(() -> PollingPayload.fromClient(tooMany).forEach(seen::add))
                .withMessageContaining("at most 256");
        assertThat(seen).hasSize(256);
        assertThat(PollingPayload.fromServer(tooMany)).hasSize(257);
    }

    @Test
    void canBeReadAgain() {
        PollingPayload payload = PollingPayload.fromClient("2\u001e3");
        assertThat(payload).hasSize(2);
        assertThat(payload).containsExactly(Ping.HEARTBEAT, Pong.HEARTBEAT);
    }
}
