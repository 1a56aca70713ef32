package io.queuewire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.transport.TransportKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events, acknowledgements and attachments of Socket.IO, both ways, and all that closes a connection. */
@OnEachTransport
class EventsIT extends CasesGround {

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    EventsIT(TransportKind kind) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",1",
                ",null",
                ",\"\\u001e\"",
                ",\"Ä てすと \uD83D\uDE00\"",
                ",1.0,1e3,12345678901234567890",
                ",{\"a\":{\"b\":[1,[2,[]]]}}",
                ",{\"_placeholder\":true,\"num\":0}"
            })
    void anEventComesBackAsItWasWritten(String arguments) {
        assertThat(joined().say("42[\"message\"" + arguments + "]").next())
                .isEqualTo("42[\"message-back\"" + arguments + "]");
    }

    @Test
    void theMainNamespaceMayBeNamed() {
        assertThat(joined().say("42/,[\"message\",1]").next()).isEqualTo("42[\"message-back\",1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9007199254740991"})
    void anEventIsAcknowledgedUnderItsId(String id) {
        assertThat(joined().say("42" + id + "[\"message-with-ack\",1]").next()).isEqualTo("43" + id + "[1]");
    }

    @Test
    void anAcknowledgementWithoutArgumentsIsAnEmptyArray() {
        assertThat(joined().say("427[\"message-with-ack\"]").next()).isEqualTo("437[]");
    }

    @Test
    void anotherNamespaceAcknowledgesInItself() {
        WebSocketPeer peer = connected().say("40/custom");
        peer.next(2);
        assertThat(peer.say("42/custom,5[\"message-with-ack\",1]").next()).isEqualTo("43/custom,5[1]");
    }

    @Test
    void anEventThatNobodyKnowsIsMetWithSilenceEvenWithAnId() {
        WebSocketPeer peer = joined().say("421[\"nobody knows\"]").say("42[\"error\",1]");
        assertThat(peer.everythingUntilNow()).isEmpty();
    }

    @Test
    void theServerAsksAndHearsTheAnswerOnce() {
        WebSocketPeer peer = joined().say("42[\"askme\"]");
        assertThat(peer.next()).isEqualTo("420[\"q\",1]");
        assertThat(peer.say("430[\"answer\",2]").next()).isEqualTo("42[\"got\",\"answer\",2]");
        assertThat(peer.say("430[\"again\"]").say("4399[\"unasked\"]").everythingUntilNow())
                .isEmpty();
    }

    @Test
    void eventsKeepTheirOrder() {
        WebSocketPeer peer = joined().say("42[\"burst\",200]");
        assertThat(peer.next(200))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> "42[\"b\"," + i + "]")
                        .toList());
    }

    @Test
    void eventsKeepTheirOrderOverPolling() {
        PollingPeer peer = socketIo.poll();
        peer.say("40", "42[\"burst\",200]");
        List<String> packets = peer.packets();
        assertThat(packets.subList(2, packets.size()))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> "42[\"b\"," + i + "]")
                        .toList());
    }

    @Test
    void aLargeEventArrives() {
        WebSocketPeer peer = joined().say("42[\"big\",2000000]");
        assertThat(peer.next()).isEqualTo("42[\"big\",\"" + "x".repeat(2_000_000) + "\"]");
    }

    @Test
    void theServerSendsLaterToOneClientAndToARoom() {
        WebSocketPeer member = joined().say("42[\"join\",\"room\"]").say("42[\"rooms\"]");
        assertThat(member.next()).isEqualTo("42[\"rooms\",2,false]");
        WebSocketPeer other = joined().say("42[\"later\",1,\"ev\",1,\"two\"]");
        assertThat(other.next()).isEqualTo("42[\"ev\",1,\"two\"]");

        other.say("42[\"laterroom\",1,\"room\",\"news\",3]");

        assertThat(member.next()).isEqualTo("42[\"news\",3]");
        assertThat(other.everythingUntilNow()).isEmpty();
    }

    @Test
    void aVolatileEventGoesOutWhenItCanGoNow() {
        assertThat(joined().say("42[\"latervol\",1,\"ev\",1]").next()).isEqualTo("42[\"ev\",1]");
    }

    @Test
    void aVolatileEventIsDroppedWhileNoGetIsHeld() {
        PollingPeer peer = socketIo.poll();
        peer.say("40", "42[\"latervol\",0,\"dropped\"]", "42[\"later\",20,\"kept\"]");
        List<String> packets = new ArrayList<>(peer.packets());
        while (!packets.contains("42[\"kept\"]")) {
            packets.addAll(peer.packets());
        }
        assertThat(packets).doesNotContain("42[\"dropped\"]");
    }

    @Test
    void theServerSendsBytes() {
        WebSocketPeer peer = joined().say("42[\"bin\"]");
        assertThat(peer.next()).isEqualTo("451-[\"bin\"," + PLACEHOLDER + "]");
        assertThat(peer.nextBytes()).containsExactly(1);
    }

    @Test
    void bytesOverPollingMayComeInLaterPosts() {
        PollingPeer peer = socketIo.poll();
        peer.say("40", "42[\"message\",0]");
        assertThat(peer.packets().getLast()).isEqualTo("42[\"message-back\",0]");

        peer.say("451-[\"message\"," + PLACEHOLDER + "]");
        peer.say("bAQID");

        assertThat(peer.packets()).containsExactly("451-[\"message-back\"," + PLACEHOLDER + "]", "bAQID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "451-[\"message\",{\"a\":[{\"num\":0,\"_placeholder\":true}]}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]",
                "451-[\"message\",\"unreferenced\"]"
            })
    void placeholdersMayStandAnywhereTwiceOrNowhere(String packet) {
        WebSocketPeer peer = joined().say(packet).say(new byte[0]);
        assertThat(peer.next()).isEqualTo(packet.replace("message", "message-back"));
        assertThat(peer.nextBytes()).isEmpty();
    }

    @Test
    void aPongMayStandBetweenAttachments() {
        WebSocketPeer peer =
                joined().say("451-[\"message\"," + PLACEHOLDER + "]").say("3").say(new byte[] {7});
        assertThat(peer.next()).startsWith("451-");
        assertThat(peer.nextBytes()).containsExactly(7);
    }

    @Test
    void tenAttachmentsAreTaken() {
        WebSocketPeer peer = joined().say("4510-[\"message\"]");
        for (byte i = 0; i < 10; i++) {
            peer.say(new byte[] {i});
        }
        assertThat(peer.next()).isEqualTo("4510-[\"message-back\"]");
        for (byte i = 0; i < 10; i++) {
            assertThat(peer.nextBytes()).containsExactly(i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "45-[\"message\"]",
                "450-[\"message\"]",
                "4511-[\"message\"]",
                "45-1-[\"message\"]",
                "451.5-[\"message\"]",
                "45x-[\"message\"]",
                "451[\"message\"]",
                "452000000000-[\"message\"]",
                "45[\"message\"]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":1}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":-1}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0.5}]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":\"splice\"}]",
                "451-[\"message\",{\"_placeholder\":true}]",
                "461-[1]"
            })
    void attachmentsThatCannotBeCountedCloseTheConnection(String packet) {
        joined().say(packet).expectClose(1002);
    }

    @Test
    void textWhereAnAttachmentIsDueClosesTheConnection() {
        joined().say("451-[\"message\"," + PLACEHOLDER + "]")
                .say("42[\"message\"]")
                .expectClose(1002);
    }

    @Test
    void anAttachmentThatWasNotAnnouncedClosesTheConnection() {
        joined().say(new byte[] {1}).expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "47",
                "49[]",
                "4abc",
                "4-2[\"message\"]",
                "42",
                "42{}",
                "42[]",
                "42[1]",
                "42[null]",
                "42[{}]",
                "42[[\"message\"]]",
                "42\"message\"",
                "42[\"message\"",
                "42[\"message\",]",
                "42[\"message\"]x",
                "42[\"message\"] 1",
                "42 1[\"message\"]",
                "42[\"message\",01]",
                "42[\"message\",NaN]",
                "42['message']",
                "42abc[\"message\"]",
                "429007199254740992[\"message-with-ack\"]",
                "4299999999999999999999[\"message-with-ack\"]",
                "42-1[\"message-with-ack\"]",
                "43[1]",
                "430",
                "430{}",
                "430\"x\"",
                "41{}",
                "41x",
                "411",
                "44{\"message\":\"no\"}",
                "42[\"connect\"]",
                "42[\"connect_error\"]",
                "42[\"disconnect\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]",
                "42[\"message\"]\u001e42[\"message\"]"
            })
    void whatTheProtocolDoesNotAllowClosesTheConnection(String message) {
        joined().say(message).expectClose(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42{}", "47", "42[\"connect\"]", "43[1]", "450-[\"message\"]"})
    void itClosesASessionThatPollsToo(String packet) {
        PollingPeer peer = socketIo.poll();
        peer.say("40");
        assertThat(peer.packets().getFirst()).startsWith("40{");
        peer.post(packet);
        peer.expectUnknown();
    }
}
