package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client joins namespaces. */
class SocketIoConnectTest {

    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final String SID = "[A-Za-z0-9_-]{20}";

    private final RecordingHandler handler = new RecordingHandler();
    private final SocketIoConversation client = new SocketIoConversation((session, request) -> handler);

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
