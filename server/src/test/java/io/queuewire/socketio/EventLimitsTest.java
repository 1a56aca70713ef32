package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLimitsTest {

    @Test
    void boundTheName() {
        assertThat(EventLimits.CLIENT.violation(event("n", 0))).isEmpty();
        assertThat(EventLimits.CLIENT.violation(event("n".repeat(128), 0))).isEmpty();
        assertThat(EventLimits.CLIENT.violation(event("n".repeat(129), 0)))
                .contains("event name of 129 characters, expected 1 to 128");
        assertThat(EventLimits.CLIENT.violation(event("", 0)))
                .contains("event name of 0 characters, expected 1 to 128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\nb", "\u001f", "\u007f", "\u0085", "a\u009f"})
    void allowNoControlCharactersInTheName(String name) {
        assertThat(EventLimits.CLIENT.violation(name))
                .hasValueSatisfying(violation -> assertThat(violation)
                        .contains("expected no control characters")
                        .doesNotContain(name));
    }

    @Test
    void boundTheArguments() {
        assertThat(EventLimits.CLIENT.violation(event("n", 16))).isEmpty();
        assertThat(EventLimits.CLIENT.violation(event("n", 17))).contains("17 arguments, expected at most 16");
    }

    @Test
    void leaveRoomForAnEvent() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EventLimits(0, 16));
        assertThatIllegalArgumentException().isThrownBy(() -> new EventLimits(128, -1));
    }

    private static Event event(String name, int arguments) {
        return Event.of(Namespace.MAIN, name, Collections.nCopies(arguments, RawJson.NULL));
    }
}
