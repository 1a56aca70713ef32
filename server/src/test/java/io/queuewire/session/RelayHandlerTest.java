package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay makes of the events of one client. */
class RelayHandlerTest {

    private static final int BURST = 5;
    private static final String TOO_FAST = "[{\"ok\":false,\"code\":\"rate_limited\",\"message\":\"slow down\"}]";

    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Map<String, Integer> counted = new HashMap<>();
    private final SessionMetrics metrics = new SessionMetrics() {
        @Override
        public void clientEvent(String event, String outcome) {
            counted.merge(event + " " + outcome, 1, Integer::sum);
        }
    };
    private final SocketIoConversation client = conversation(new Rate(1, 1_000));

    private SocketIoConversation conversation(Rate rate) {
        RelayPolicy policy = new RelayPolicy(
                Set.of("/", "/orders"),
                Set.of("item_removed", "item_moved"),
                rate,
                new RoomPolicy(List.of("team-*", "lobby")));
        Relay relay = new Relay(policy, publisher, Optional.empty(), metrics);
        return new SocketIoConversation(
                (session, request) -> new RelayHandler(session, relay, new ClientGate(relay, executor::nanoTime)),
                metrics,
                executor);
    }

    // Namespaces

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/orders,"})
    void aClientMayJoinTheNamespacesOfTheConfiguration(String packet) {
        assertThat(client.say(packet).news()).singleElement().asString().startsWith(packet + "{\"sid\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/random", "/orders/", "/Orders", "/orders?x"})
    void noOtherNamespaceExists(String namespace) {
        assertThat(client.say("40" + namespace + ",").news())
                .containsExactly("44" + namespace + ",{\"message\":\"Invalid namespace\"}");
    }

    // Events

    @Test
    void anEventOnTheListGoesToEveryoneInItsNamespaceAsItWasWritten() {
        client.say("40/orders,", "42/orders,[\"item_removed\",{\"id\" : 1.0},\"\\u00e9\"]");
        PushMessage message = publisher.published().getFirst();
        assertThat(message.namespace()).isEqualTo("/orders");
        assertThat(message.audience()).isEqualTo(Audience.EVERYONE);
        assertThat(message.event()).isEqualTo("item_removed");
        assertThat(message.arguments()).extracting(Object::toString).containsExactly("{\"id\" : 1.0}", "\"\\u00e9\"");
    }

    @Test
    void itsAttachmentsGoWithIt() {
        client.joined().say("451-[\"item_removed\",{\"_placeholder\":true,\"num\":0}]", "bAQI=");
        assertThat(publisher.published().getFirst().attachments()).containsExactly(new byte[] {1, 2});
    }

    @Test
    void itIsAcknowledgedWhenItHasBeenHandedOff() {
        publisher.holdingBack();
        client.joined().say("427[\"item_removed\",1]");
        assertThat(client.news()).isEmpty();
        publisher.handOff();
        executor.runAll();
        assertThat(client.news()).containsExactly("437[{\"ok\":true}]");
    }

    @Test
    void whoDoesNotAskForAnAcknowledgementGetsNone() {
        client.joined().say("42[\"item_removed\",1]", "42[\"forged\"]", "42[\"join\",\"lobby\"]");
        assertThat(client.news()).isEmpty();
    }

    @Test
    void anEventThatIsNotOnTheListIsRefusedAndTheConnectionStays() {
        client.joined().say("428[\"item_added\",{}]");
        assertThat(client.news())
                .containsExactly("438[{\"ok\":false,\"code\":\"not_allowed\","
                        + "\"message\":\"clients may not send this event\"}]");
        assertThat(publisher.published()).isEmpty();
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void whatCannotBeHandedOffIsUnavailable() {
        publisher.refuse(true);
        client.joined().say("429[\"item_removed\",1]");
        assertThat(client.news())
                .containsExactly("439[{\"ok\":false,\"code\":\"unavailable\","
                        + "\"message\":\"the relay cannot take it now, try again later\"}]");
    }

    @Test
    void aHandOffThatFailsLaterIsUnavailableToo() {
        publisher.holdingBack();
        client.joined().say("429[\"item_removed\",1]");
        publisher.failHandOff(new PublishRefusedException("the event loop is stopping"));
        executor.runAll();
        assertThat(client.news().getFirst()).startsWith("439[{\"ok\":false,\"code\":\"unavailable\"");
    }

    @Test
    void aClientThatHasLeftIsNotAnswered() {
        publisher.holdingBack();
        client.joined().say("427[\"item_removed\",1]", "41", "40").news();
        publisher.handOff();
        executor.runAll();
        assertThat(client.news()).isEmpty();
    }

    @Test
    void anAnswerThatComesWhenTheLoopHasStoppedHarmsNobody() {
        publisher.holdingBack();
        client.joined().say("427[\"item_removed\",1]");
        executor.stop();
        publisher.handOff();
        assertThat(counted).containsEntry("item_removed ok", 1);
    }

    @Test
    void asManyArgumentsAsAreAllowedAreTaken() {
        client.joined().say("421[\"item_removed\"" + ",0".repeat(16) + "]");
        assertThat(client.news()).containsExactly("431[{\"ok\":true}]");
    }

    @Test
    void oneArgumentMoreIsABadRequest() {
        client.joined().say("421[\"item_removed\"" + ",0".repeat(17) + "]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"bad_request\"");
        assertThat(client.closed()).isEmpty();
    }

    @Test
    void aNameAsLongAsNamesMayBeIsOnlyNotAllowed() {
        client.joined().say("421[\"" + "x".repeat(128) + "\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"not_allowed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\u0000b", "a\\nb"})
    void aNameThatIsNoneIsABadRequest(String name) {
        client.joined().say("421[\"" + name + "\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"bad_request\"");
    }

    @Test
    void aLongerNameIsABadRequest() {
        client.joined().say("421[\"" + "x".repeat(129) + "\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"bad_request\"");
    }

    @Test
    void anAcknowledgementThatNobodyAskedForIsIgnored() {
        client.joined().say("435[1]");
        assertThat(client.news()).isEmpty();
        assertThat(client.closed()).isEmpty();
    }

    // Rooms

    @Test
    void aClientJoinsARoomAndLeavesIt() {
        client.joined().say("421[\"join\",\"team-a\"]");
        assertThat(client.news()).containsExactly("431[{\"ok\":true}]");
        assertThat(reached("team-a")).isTrue();
        client.say("422[\"leave\",\"team-a\"]");
        assertThat(client.news()).containsExactly("432[{\"ok\":true}]");
        assertThat(reached("team-a")).isFalse();
    }

    private boolean reached(String room) {
        var unused = client.hub.publish(
                PushMessage.of("/", new Audience.Members(Set.of(room), Set.of()), "item_added", RawJson.NULL));
        executor.runAll();
        return client.news().equals(List.of("item_added"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "team", "Lobby", "lobby2", "my team-a"})
    void aRoomThatIsNotOpenIsNotAllowed(String room) {
        client.joined().say("421[\"join\",\"" + room + "\"]");
        assertThat(client.news())
                .containsExactly("431[{\"ok\":false,\"code\":\"not_allowed\","
                        + "\"message\":\"this room is not open to clients\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",1", ",null", ",[\"team-a\"]", ",\"team-a\",\"team-b\"", ",{\"room\":\"team-a\"}"})
    void aRoomIsOneText(String arguments) {
        client.joined().say("421[\"join\"" + arguments + "]", "422[\"leave\"" + arguments + "]");
        assertThat(client.news())
                .containsExactly(
                        "431[{\"ok\":false,\"code\":\"bad_request\","
                                + "\"message\":\"expected one argument, the name of a room\"}]",
                        "432[{\"ok\":false,\"code\":\"bad_request\","
                                + "\"message\":\"expected one argument, the name of a room\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team-\\u0000", "team-\\n", "team-\\u0085"})
    void aRoomNameHasNoControlCharacters(String room) {
        client.joined().say("421[\"join\",\"" + room + "\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"bad_request\"");
    }

    @Test
    void aRoomNameMayBeAsLongAsTheLimit() {
        client.joined().say("421[\"join\",\"team-" + "x".repeat(195) + "\"]");
        assertThat(client.news()).containsExactly("431[{\"ok\":true}]");
    }

    @Test
    void aLongerRoomNameIsABadRequest() {
        client.joined().say("421[\"join\",\"team-" + "x".repeat(196) + "\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"bad_request\"");
    }

    @Test
    void aClientMayBeInAsManyRoomsAsTheLimit() {
        client.joined();
        IntStream.range(0, 128).forEach(n -> client.say("42" + n + "[\"join\",\"team-" + n + "\"]"));
        assertThat(client.news()).hasSize(128).allMatch(answer -> answer.endsWith("[{\"ok\":true}]"));
    }

    @Test
    void oneRoomMoreIsNotAllowedUntilAnotherIsLeft() {
        client.joined();
        IntStream.range(0, 128).forEach(n -> client.say("42[\"join\",\"team-" + n + "\"]"));
        client.say("421[\"join\",\"lobby\"]");
        assertThat(client.news().getFirst()).startsWith("431[{\"ok\":false,\"code\":\"not_allowed\"");
        client.say("42[\"leave\",\"team-0\"]", "422[\"join\",\"lobby\"]");
        assertThat(client.news()).containsExactly("432[{\"ok\":true}]");
    }

    @Test
    void whoIsInARoomMayJoinItAgainAtTheLimit() {
        client.joined();
        IntStream.range(0, 128).forEach(n -> client.say("42[\"join\",\"team-" + n + "\"]"));
        client.say("421[\"join\",\"team-5\"]");
        assertThat(client.news()).containsExactly("431[{\"ok\":true}]");
    }

    @Test
    void aRoomThatTheClientIsNotInCanBeLeftToo() {
        client.joined().say("421[\"leave\",\"secret\"]");
        assertThat(client.news()).containsExactly("431[{\"ok\":true}]");
    }

    // Rate

    @Test
    void aBurstIsTakenAndTheNextEventIsRefused() {
        SocketIoConversation fast = conversation(new Rate(1, BURST)).joined();
        removals(fast, BURST + 1);
        assertThat(fast.news())
                .hasSize(BURST + 1)
                .endsWith("43" + BURST + TOO_FAST)
                .filteredOn(answer -> answer.endsWith("[{\"ok\":true}]"))
                .hasSize(BURST);
        assertThat(fast.closed()).isEmpty();
    }

    @Test
    void joinsLeavesAndRefusedEventsCountToo() {
        SocketIoConversation fast = conversation(new Rate(1, 4)).joined();
        fast.say("42[\"join\",\"lobby\"]", "42[\"leave\",\"lobby\"]", "42[\"forged\"]", "42[\"item_removed\"]");
        assertThat(fast.say("421[\"join\",\"lobby\"]").news()).containsExactly("431" + TOO_FAST);
    }

    @Test
    void theAllowanceGrowsWithTime() {
        SocketIoConversation fast = conversation(new Rate(2, BURST)).joined();
        removals(fast, BURST);
        executor.advance(Duration.ofMillis(500));
        fast.news();
        assertThat(fast.say("421[\"item_removed\"]").news()).containsExactly("431[{\"ok\":true}]");
        assertThat(fast.say("422[\"item_removed\"]").news()).containsExactly("432" + TOO_FAST);
    }

    @Test
    void theThirdRefusalWithinAMinuteClosesTheConnection() {
        SocketIoConversation fast = conversation(new Rate(0.001, 1)).joined();
        removals(fast, 3);
        assertThat(fast.closed()).isEmpty();
        removals(fast, 1);
        assertThat(fast.closed()).contains(DisconnectReason.RATE_LIMITED);
    }

    @Test
    void refusalsThatLieFurtherApartDoNotCloseIt() {
        SocketIoConversation fast = conversation(new Rate(0.001, 1)).joined();
        removals(fast, 3);
        live(fast, Duration.ofSeconds(61));
        removals(fast, 2);
        assertThat(fast.closed()).isEmpty();
        removals(fast, 1);
        assertThat(fast.closed()).contains(DisconnectReason.RATE_LIMITED);
    }

    @Test
    void whoJoinsAndLeavesAgainAndAgainIsClosed() {
        SocketIoConversation fast = conversation(new Rate(0.001, BURST));
        comeAndGo(fast, BURST + 2);
        assertThat(fast.closed()).isEmpty();
        comeAndGo(fast, 1);
        assertThat(fast.closed()).contains(DisconnectReason.RATE_LIMITED);
    }

    private static void comeAndGo(SocketIoConversation conversation, int times) {
        IntStream.range(0, times).forEach(time -> conversation.say("40", "41"));
    }

    @Test
    void whoAsksAgainAndAgainForWhatDoesNotExistIsClosed() {
        SocketIoConversation fast = conversation(new Rate(0.001, BURST)).joined();
        IntStream.range(0, BURST + 2).forEach(time -> fast.say("40/random,"));
        assertThat(fast.closed()).isEmpty();
        fast.say("40/random,");
        assertThat(fast.closed()).contains(DisconnectReason.RATE_LIMITED);
    }

    private static void removals(SocketIoConversation conversation, int count) {
        IntStream.range(0, count).forEach(id -> conversation.say("42" + id + "[\"item_removed\"]"));
    }

    /** Answers the pings of a while. */
    private static void live(SocketIoConversation conversation, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            conversation.executor.advance(Duration.ofSeconds(1));
            conversation.say("3");
        }
    }

    // Counting

    @Test
    void eventsAreCountedByNameAndOutcomeAndNamesOfClientsChoiceTogether() {
        client.joined()
                .say("42[\"item_removed\"]", "42[\"forged-1\"]", "42[\"forged-2\"]", "42[\"join\",\"lobby\"]")
                .say("42[\"leave\",1]");
        assertThat(counted)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "item_removed ok", 1,
                        "other not_allowed", 2,
                        "join ok", 1,
                        "leave bad_request", 1));
    }
}
