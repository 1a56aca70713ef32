package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and acknowledgements that come in several messages. */
class SocketIoAttachmentsTest {

    private static final Duration INSTANT = Duration.ofNanos(1);

    private final RecordingHandler handler = new RecordingHandler();
    private final SocketIoConversation client = new SocketIoConversation((session, request) -> handler);

    @Test
    void anEventWaitsForItsAttachments() {
        client.joined().say("452-[\"a\",{\"_placeholder\":true,\"num\":1},{\"num\":0,\"_placeholder\":true}]", "bAQI=");
        assertThat(handler.news()).endsWith("joined /");
        client.say("b");
        assertThat(handler.news())
                .containsExactly("event / a [{\"_placeholder\":true,\"num\":1}, {\"num\":0,\"_placeholder\":true}]"
                        + " [[1, 2], []]");
    }

    @Test
    void heartbeatsMayStandBetweenAttachments() {
        client.joined().say("451-[\"a\",{\"_placeholder\":true,\"num\":0}]", "3", "bAQ==");
        assertThat(handler.news()).endsWith("event / a [{\"_placeholder\":true,\"num\":0}] [[1]]");
    }

    @Test
    void anAcknowledgementMayHaveAttachmentsToo() {
        client.joined().say("461-5[{\"_placeholder\":true,\"num\":0}]", "bAQ==");
        assertThat(handler.news()).endsWith("ack / #5 [{\"_placeholder\":true,\"num\":0}] [[1]]");
    }

    @Test
    void attachmentsOfTheServerFollowTheirEvent() {
        client.joined();
        SocketIoClient main = handler.client("/");
        main.emit(new SocketIoPacket.Event(
                main.namespace(),
                OptionalLong.of(3),
                "a",
                List.of(RawJson.number(1)),
                List.of(new byte[] {1}, new byte[] {2})));
        assertThat(client.news()).containsExactly("452-3[\"a\",1]", "bAQ==", "bAg==");
    }

    @Test
    void textWhereAnAttachmentIsDueClosesTheConnection() {
        client.joined().say("451-[\"a\"]", "42[\"b\"]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void anAttachmentThatNobodyAnnouncedClosesTheConnection() {
        client.joined().say("bAQ==");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "450-[\"a\"]",
                "45[\"a\"]",
                "45-[\"a\"]",
                "45-1-[\"a\"]",
                "451.5-[\"a\"]",
                "45x-[\"a\"]",
                "4511-[\"a\"]",
                "45999999-[\"a\",{\"_placeholder\":true,\"num\":0}]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":1}]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":-1}]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":0.5}]",
                "451-[\"a\",{\"_placeholder\":true,\"num\":\"splice\"}]",
                "451-[\"a\",{\"_placeholder\":true}]",
                "460-1[]",
            })
    void attachmentsThatCannotBeCountedCloseTheConnection(String packet) {
        client.joined().say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void tenAttachmentsAreTaken() {
        client.joined().say("4510-[\"a\"]");
        IntStream.range(0, 10).forEach(i -> client.say("b"));
        assertThat(handler.news()).anyMatch(news -> news.startsWith("event / a"));
    }

    @Test
    void attachmentsMayAddUpToTheLimit() {
        client.joined().say("452-[\"a\"]", attachment(60), attachment(40));
        assertThat(handler.news()).anyMatch(news -> news.startsWith("event / a"));
    }

    @Test
    void attachmentsThatAddUpToMoreCloseTheConnection() {
        client.joined().say("452-[\"a\"]", attachment(60), attachment(41));
        assertThat(client.closed()).contains(DisconnectReason.TOO_LARGE);
    }

    private static String attachment(int bytes) {
        return "b" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void anAttachmentThatDoesNotComeInTimeClosesTheConnection() {
        client.joined().say("452-[\"a\"]");
        client.executor.advance(SocketIoConversation.ATTACHMENT_TIMEOUT.minus(INSTANT));
        client.say("bAQ==");
        assertThat(client.closed()).isEmpty();
        client.executor.advance(INSTANT);
        assertThat(client.closed()).contains(DisconnectReason.DEADLINE);
    }

    @Test
    void attachmentsThatCameInTimeLeaveNoTimer() {
        client.joined();
        int before = client.executor.scheduledTasks();
        client.say("451-[\"a\"]", "bAQ==");
        assertThat(client.executor.scheduledTasks()).isEqualTo(before);
    }

    @Test
    void aConnectionThatEndsBetweenAttachmentsLeavesNoTimer() {
        client.joined().say("451-[\"a\"]");
        client.drop();
        assertThat(client.executor.scheduledTasks()).isZero();
    }
}
