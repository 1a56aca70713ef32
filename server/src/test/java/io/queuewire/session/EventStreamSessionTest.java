package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.engineio.SessionIds;
import io.queuewire.hub.Since;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventStreamSessionTest {

    private final ReplayNode node = ReplayNode.keeping(100);
    private final PlainClient client = new PlainClient(EventStreamText::event);
    private final Presence presence = new Presence(node.hub(), node.hub()::members, node.executor()::nanoTime);

    @Test
    void aStreamBeginsWithAPositionAndATimeToComeBack() {
        node.publish("before", 1);
        open(Since.NOW, Optional.empty());
        assertThat(client.news()).singleElement().asString().matches("retry: [2-5]\\d{3}\nid: epoch-1\n\n");
        node.publish("item_added", 2);
        assertThat(client.news()).containsExactly("id: epoch-2\nevent: item_added\ndata: 2\n\n");
    }

    @Test
    void whoComesBackGetsWhatItMissed() {
        node.publish("a", 1);
        node.publish("b", 2);
        open(Since.parse("epoch-1"), Optional.empty());
        node.run();
        assertThat(client.news().subList(1, 2)).containsExactly("id: epoch-2\nevent: b\ndata: 2\n\n");
    }

    @Test
    void whoComesBackTooLateIsToldOfTheGapAndGetsWhatIsLeft() {
        node.publish("a", 1);
        open(Since.parse("other-1"), Optional.empty());
        node.run();
        List<String> news = client.news();
        assertThat(news.getFirst()).contains("id: epoch-0\n");
        assertThat(news.subList(1, 3))
                .containsExactly("event: gap\ndata: {}\n\n", "id: epoch-1\nevent: a\ndata: 1\n\n");
    }

    @Test
    void lineBreaksBetweenTokensBecomeSpaces() {
        PushMessage message =
                PushMessage.of("/", Audience.EVERYONE, "a", RawJson.parse("{\r\n\"a\":\n[1,\r2]}", JsonLimits.QUEUE));
        assertThat(EventStreamText.event(message, "p")).isEqualTo("id: p\nevent: a\ndata: {  \"a\": [1, 2]}\n\n");
    }

    @Test
    void aCommentKeepsASilentStreamOpen() {
        EventStreamSession session = open(Since.NOW, Optional.empty());
        client.news();
        node.executor().advance(Duration.ofSeconds(31));
        assertThat(client.news()).containsExactly(":\n\n", ":\n\n");
        session.closed(DisconnectReason.CONNECTION_LOST, "gone");
        node.executor().advance(Duration.ofSeconds(31));
        node.publish("late", 1);
        assertThat(client.news()).isEmpty();
        assertThat(node.executor().scheduledTasks()).isZero();
    }

    @Test
    void presenceComesWithoutAPosition() {
        open(Since.NOW, Optional.of(presence));
        assertThat(client.news()).last().isEqualTo("event: presence\ndata: {\"clients\":1}\n\n");
    }

    private EventStreamSession open(Since since, Optional<Presence> withPresence) {
        RelayPolicy policy = new RelayPolicy(Set.of("/"), Set.of(), new Rate(20, 60), new RoomPolicy(List.of("*")));
        return EventStreamSession.open(
                client,
                node.shard(),
                new Listening("/", Set.of(), since),
                new SessionIds(new Random(1)),
                new Relay(policy, node.hub(), withPresence, SessionMetrics.NONE));
    }
}
