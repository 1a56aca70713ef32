package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.socketio.SocketIoPacket;
import io.queuewire.testkit.ManualExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation with one client, step by step. */
class SocketIoSessionTest {

    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final String SID = "[A-Za-z0-9_-]{20}";

    private final List<String> counted = new ArrayList<>();
    private final SessionMetrics metrics = new SessionMetrics() {
        @Override
        public void opened(String protocol) {
            counted.add("opened " + protocol);
        }

        @Override
        public void closed(String protocol, DisconnectReason reason) {
            counted.add("closed " + protocol + " " + reason.label());
        }
    };
    private final RecordingHandler handler = new RecordingHandler();
    private final List<SocketIoSession> sessions = new ArrayList<>();
    private final SocketIoConversation client = new SocketIoConversation(
            (session, request) -> {
                sessions.add(session);
                return handler;
            },
            metrics,
            new ManualExecutor());

    // CONNECT

    @Test
    void aClientThatJoinsIsToldItsIdBeforeAnythingElse() {
        List<String> news = client.say("40").news();
        assertThat(news).hasSize(2);
        assertThat(news.getFirst()).matches("40\\{\"sid\":\"" + SID + "\"}");
        assertThat(news.getLast()).isEqualTo("42[\"welcome\"]");
        assertThat(handler.news()).containsExactly("admit /", "joined /");
    }

    @Test
    void theNamespaceStandsInEveryPacketButThoseOfTheMainOne() {
        List<String> news = client.say("40/orders,").news();
        assertThat(news.getFirst()).matches("40/orders,\\{\"sid\":\"" + SID + "\"}");
        assertThat(news.getLast()).isEqualTo("42/orders,[\"welcome\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/orders", "40/orders,"})
    void theCommaBehindALonelyNamespaceMayBeMissing(String packet) {
        client.say(packet);
        assertThat(handler.news()).containsExactly("admit /orders", "joined /orders");
    }

    @Test
    void theMainNamespaceMayBeNamed() {
        assertThat(client.say("40/,").news().getFirst()).startsWith("40{\"sid\"");
    }

    @Test
    void credentialsReachTheApplicationAsTheyWereWritten() {
        client.say("40{\"token\": \"a,b\", \"n\":1.0}", "40/orders,{\"token\":\"/x,\"}");
        assertThat(handler.news())
                .contains("admit / {\"token\": \"a,b\", \"n\":1.0}", "admit /orders {\"token\":\"/x,\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40[]", "40\"x\"", "407", "40null", "40true", "40{", "40{}x"})
    void credentialsOfAnyOtherKindCloseTheConnection(String packet) {
        client.say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(handler.news()).isEmpty();
    }

    @Test
    void theIdDiffersFromNamespaceToNamespaceAndFromTheOneOfTheConnection() {
        client.say("40", "40/orders,");
        assertThat(handler.client("/").sid())
                .isNotEqualTo(handler.client("/orders").sid())
                .isNotEqualTo("secret");
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheConnectionStays() {
        assertThat(client.say("40/unknown,").news()).containsExactly("44/unknown,{\"message\":\"Invalid namespace\"}");
        assertThat(client.say("40").news().getFirst()).startsWith("40{");
    }

    @Test
    void anApplicationMayRefuseWithItsReasons() {
        assertThat(client.say("40/denied,{}").news()).containsExactly("44/denied,{\"message\":\"go away\",\"data\":7}");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aQueryBelongsToTheNameOfANamespace() {
        client.say("40/orders?x=1,");
        assertThat(handler.news()).contains("admit /orders?x=1");
    }

    @Test
    void aSecondConnectForTheSameNamespaceClosesTheConnection() {
        client.say("40", "40");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(handler.news()).containsExactly("admit /", "joined /", "left /");
    }

    @Test
    void asManyNamespacesMayBeJoinedAsOneConnectionMayBeIn() {
        joinNumbered(8);
        assertThat(handler.news()).contains("joined /n7");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void oneNamespaceMoreIsRefusedUntilAnotherIsLeft() {
        joinNumbered(8);
        client.news();
        assertThat(client.say("40/n8,").news())
                .containsExactly("44/n8,{\"message\":\"at most 8 namespaces on one connection\"}");
        assertThat(client.say("41/n0,", "40/n8,").news().getFirst()).startsWith("40/n8,{\"sid\"");
        assertThat(client.closed()).isEmpty();
    }

    private void joinNumbered(int count) {
        IntStream.range(0, count).forEach(n -> client.say("40/n" + n + ","));
    }

    @Test
    void aConnectionThatJoinsNothingInTimeIsClosed() {
        client.executor.advance(SocketIoConversation.CONNECT_TIMEOUT.minus(INSTANT));
        assertThat(client.closed()).isEmpty();
        client.executor.advance(INSTANT);
        assertThat(client.closed()).contains(DisconnectReason.DEADLINE);
    }

    @Test
    void aRefusalDoesNotStopTheClock() {
        client.say("40/unknown,");
        client.executor.advance(SocketIoConversation.CONNECT_TIMEOUT);
        assertThat(client.closed()).contains(DisconnectReason.DEADLINE);
    }

    @Test
    void aConnectionThatHasJoinedOnceMayLeaveEverything() {
        client.say("40", "41");
        client.executor.advance(SocketIoConversation.CONNECT_TIMEOUT);
        assertThat(client.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "43[]", "41", "431[]", "4abc", "4"})
    void whoDoesNotJoinFirstIsClosed(String packet) {
        client.say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"451-[\"x\"]", "461-1[]", "451-/other,[\"x\"]"})
    void attachmentsOfWhoHasNotJoinedAreNotWaitedFor(String packet) {
        client.say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    // DISCONNECT

    @Test
    void aClientLeavesOneNamespaceAndStaysInTheOther() {
        client.say("40", "40/orders,").news();
        assertThat(client.say("41/orders,").news()).isEmpty();
        client.say("42[\"x\"]");
        assertThat(handler.news()).endsWith("left /orders", "event / x []");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aClientThatComesBackHasAnotherId() {
        client.say("40");
        String before = handler.client("/").sid();
        client.say("41", "40");
        assertThat(handler.client("/").sid()).isNotEqualTo(before);
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aPacketForANamespaceThatWasLeftClosesTheConnection() {
        client.say("40", "41", "42[\"x\"]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void theServerMayTakeAClientOutOfANamespace() {
        client.say("40", "40/orders,").news();
        handler.client("/orders").disconnect();
        handler.client("/").disconnect();
        assertThat(client.news()).containsExactly("41/orders,", "41");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aClientIsTakenOutOnce() {
        client.say("40").news();
        SocketIoClient main = handler.client("/");
        main.disconnect();
        main.disconnect();
        assertThat(client.news()).containsExactly("41");
        assertThat(handler.news()).endsWith("left /");
    }

    @Test
    void theServerMayEndTheWholeConnection() {
        client.say("40", "40/orders,").news();
        sessions.getFirst().disconnectAll();
        assertThat(client.news()).containsExactlyInAnyOrder("41", "41/orders,");
        assertThat(client.closed()).contains(DisconnectReason.SERVER_CLOSED);
        assertThat(handler.news()).contains("left /", "left /orders");
    }

    @Test
    void aLostConnectionLeavesEveryNamespace() {
        client.say("40", "40/orders,");
        client.drop();
        assertThat(handler.news()).contains("left /", "left /orders");
        assertThat(client.executor.scheduledTasks()).isZero();
    }

    @Test
    void whatIsSentToAClientThatHasLeftDoesNotReachItsSuccessor() {
        client.say("40");
        SocketIoClient gone = handler.client("/");
        client.say("41", "40").news();
        gone.emit(SocketIoPacket.Event.of(gone.namespace(), "late", List.of()));
        gone.ack(SocketIoPacket.Ack.of(gone.namespace(), 1, List.of()));
        gone.disconnect();
        assertThat(client.news()).isEmpty();
    }

    // Events and acknowledgements

    @Test
    void eventsArriveInTheirOrderWithTheirArgumentsAsTheyWereWritten() {
        client.joined().say("42[\"a\", 1.0,\"\\u00e9\", {\"x\" : [ ]}]", "42[\"b\"]", "420[\"c\",null]");
        assertThat(handler.news())
                .endsWith("event / a [1.0, \"\\u00e9\", {\"x\" : [ ]}]", "event / b []", "event / c #0 [null]");
    }

    @Test
    void anIdMayBeAsLargeAsJavaScriptCanCount() {
        client.joined().say("429007199254740991[\"a\"]");
        assertThat(handler.news()).endsWith("event / a #9007199254740991 []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"429007199254740992[\"a\"]", "4299999999999999999999999999999[\"a\"]"})
    void aLargerIdClosesTheConnectionInsteadOfComingBackChanged(String packet) {
        client.joined().say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void anAcknowledgementReachesTheApplication() {
        client.joined().say("435[1,\"x\"]", "430[]");
        assertThat(handler.news()).endsWith("ack / #5 [1, \"x\"]", "ack / #0 []");
    }

    @Test
    void theServerAcknowledgesAndEmitsInTheNamespaceOfTheClient() {
        client.say("40/orders,").news();
        SocketIoClient orders = handler.client("/orders");
        orders.ack(SocketIoPacket.Ack.of(orders.namespace(), 7, List.of(RawJson.number(1))));
        orders.emit(SocketIoPacket.Event.of(orders.namespace(), "a", List.of(RawJson.number(2))));
        assertThat(client.news()).containsExactly("43/orders,7[1]", "42/orders,[\"a\",2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void aReservedNameClosesTheConnection(String name) {
        client.joined().say("42[\"" + name + "\"]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    @Test
    void errorIsANameLikeAnyOther() {
        client.joined().say("42[\"error\",1]");
        assertThat(handler.news()).endsWith("event / error [1]");
        assertThat(client.closed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "47",
                "4x",
                "4",
                "42",
                "42{}",
                "42[]",
                "42[1]",
                "42[null]",
                "42[{\"toString\":\"x\"}]",
                "42[\"a\"",
                "42[\"a\"]x",
                "42abc[\"a\"]",
                "42 1[\"a\"]",
                "42-1[\"a\"]",
                "431{}",
                "43[1]",
                "431",
                "41x",
                "41{}",
                "44{\"message\":\"x\"}",
                "42/other,[\"a\"]",
                "42[\"a\"]\u001e42[\"b\"]",
            })
    void whatTheProtocolDoesNotKnowClosesTheConnection(String packet) {
        client.joined().say(packet);
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
        assertThat(handler.news()).endsWith("left /");
    }

    @Test
    void anArgumentMayBeAsDeepAsTheLimit() {
        client.joined().say("42[\"a\"," + "[".repeat(64) + "]".repeat(64) + "]");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void anArgumentThatIsDeeperClosesTheConnection() {
        client.joined().say("42[\"a\"," + "[".repeat(65) + "]".repeat(65) + "]");
        assertThat(client.closed()).contains(DisconnectReason.PROTOCOL_ERROR);
    }

    // Attachments

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

    // Broadcasts

    @Test
    void aMemberGetsWhatIsPublishedInItsNamespace() {
        client.say("40").news();
        publish("/", Audience.EVERYONE, "here");
        publish("/orders", Audience.EVERYONE, "there");
        assertThat(client.news()).containsExactly("here");
    }

    @Test
    void aMemberGetsWhatIsPublishedInItsRoomsOnce() {
        client.joined();
        SocketIoClient main = handler.client("/");
        main.join("blue");
        main.join("green");
        publish("/", new Audience.Members(Set.of("blue", "green"), Set.of()), "both");
        publish("/", new Audience.Members(Set.of("red"), Set.of()), "neither");
        main.leave("blue");
        publish("/", new Audience.Members(Set.of("blue"), Set.of()), "left");
        assertThat(client.news()).containsExactly("both");
        assertThat(main.rooms()).containsExactly("green");
    }

    @Test
    void whoHasLeftGetsNothingAndIsInNoRoom() {
        client.joined();
        SocketIoClient main = handler.client("/");
        main.join("blue");
        client.say("41").news();
        publish("/", Audience.EVERYONE, "all");
        publish("/", new Audience.Members(Set.of("blue"), Set.of()), "blue");
        assertThat(client.news()).isEmpty();
        assertThat(main.rooms()).isEmpty();
    }

    @Test
    void aLostConnectionGetsNothing() {
        client.joined().drop();
        publish("/", Audience.EVERYONE, "all");
        assertThat(client.news()).isEmpty();
    }

    private void publish(String namespace, Audience audience, String event) {
        assertThat(client.hub.publish(PushMessage.of(namespace, audience, event, RawJson.NULL)))
                .isNotNull();
        client.executor.runAll();
    }

    @Test
    void aVolatileEventIsDroppedWhileItCannotGoOut() {
        client.joined();
        SocketIoClient main = handler.client("/");
        SocketIoPacket.Event event = SocketIoPacket.Event.of(main.namespace(), "now", List.of());
        client.transport.ready(false);
        main.emitVolatile(event);
        assertThat(client.news()).isEmpty();
        client.transport.ready(true);
        main.emitVolatile(event);
        assertThat(client.news()).containsExactly("42[\"now\"]");
    }

    // Counting

    @Test
    void aConnectionIsCountedWhenItOpensAndWhenItEnds() {
        client.say("40");
        client.drop();
        assertThat(counted).containsExactly("opened socketio", "closed socketio connection_lost");
    }

    @Test
    void theApplicationIsToldWithWhatTheConnectionWasOpened() {
        List<Optional<String>> addresses = new ArrayList<>();
        var unused = new SocketIoConversation((session, request) -> {
            addresses.add(Optional.of(request.address()));
            return handler;
        });
        assertThat(addresses).containsExactly(Optional.of("127.0.0.1"));
    }
}
