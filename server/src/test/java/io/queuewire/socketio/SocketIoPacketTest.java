package io.queuewire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Connect;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SocketIoPacketTest {

    @Test
    void reservedNamesCannotBeSent() {
        assertThat(Event.RESERVED_NAMES)
                .hasSize(6)
                .allSatisfy(name -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> Event.of(Namespace.MAIN, name, List.of()))
                        .withMessageContaining("not reserved"));
    }

    @Test
    void ackIdsAreSafeIntegers() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ack.of(Namespace.MAIN, -1, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Ack.of(Namespace.MAIN, 1L << 53, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Event(Namespace.MAIN, OptionalLong.of(1L << 53), "x", List.of(), List.of()));
    }

    @Test
    void atMostTenAttachmentsTravelTogether() {
        List<byte[]> ten = Collections.nCopies(10, new byte[1]);
        List<byte[]> eleven = Collections.nCopies(11, new byte[1]);
        Event event = Event.of(Namespace.MAIN, "x", List.of());
        assertThat(event.withAttachments(ten).attachments()).hasSize(10);
        assertThatIllegalArgumentException().isThrownBy(() -> event.withAttachments(eleven));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ack.of(Namespace.MAIN, 0, List.of()).withAttachments(eleven));
    }

    @Test
    void attachmentsAreAllThatChangesWithThem() {
        List<RawJson> arguments = List.of(RawJson.NULL);
        List<byte[]> attachments = List.of(new byte[1]);
        assertThat(new Event(Namespace.MAIN, OptionalLong.of(1), "x", arguments, List.of())
                        .withAttachments(attachments))
                .isEqualTo(new Event(Namespace.MAIN, OptionalLong.of(1), "x", arguments, attachments));
        assertThat(Ack.of(Namespace.MAIN, 1, arguments).withAttachments(attachments))
                .isEqualTo(new Ack(Namespace.MAIN, 1, arguments, attachments));
        assertThat(new Disconnect(Namespace.MAIN).attachments()).isEmpty();
    }

    @Test
    void credentialsAreAnObject() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Connect(Namespace.MAIN, Optional.of(RawJson.NULL)))
                .withMessageContaining("expected a JSON object");
    }
}
