package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import io.queuewire.testkit.RecordingPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualExecutor executor = new ManualExecutor();
    private final ReplayNode node = ReplayNode.withoutLog(executor);
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final Relay relay = new Relay(
            new RelayPolicy(
                    Set.of("/", "/orders"), Set.of("item_removed"), new Rate(20, 60), new RoomPolicy(List.of("*"))),
            publisher,
            Optional.of(new Presence(publisher, node.hub()::members, executor::nanoTime)),
            SessionMetrics.NONE);

    @Test
    void aClientIsToldTheNumberAsItJoins() {
        client().say("40");
        SocketIoConversation second = client();
        List<String> news = second.say("40").news();
        assertThat(news.getFirst()).startsWith("40{\"sid\"");
        assertThat(news.getLast()).isEqualTo("42[\"presence\",{\"clients\":2}]");
    }

    @Test
    void aChangeIsToldToEveryoneInTheMainNamespace() {
        client().say("40");
        executor.advance(Duration.ZERO);
        PushMessage announcement = publisher.published().getFirst();
        assertThat(announcement.namespace()).isEqualTo("/");
        assertThat(announcement.audience()).isEqualTo(Audience.EVERYONE);
        assertThat(announcement.event()).isEqualTo("presence");
        assertThat(publisher.data()).containsExactly("{\"clients\":1}");
    }

    @Test
    void manyChangesAreToldAtMostOnceASecond() {
        client().say("40");
        executor.advance(Duration.ZERO);
        for (int i = 0; i < 10; i++) {
            client().say("40");
            executor.advance(Duration.ofMillis(50));
        }
        assertThat(publisher.data()).containsExactly("{\"clients\":1}");
        executor.advance(SECOND);
        assertThat(publisher.data()).containsExactly("{\"clients\":1}", "{\"clients\":11}");
    }

    @Test
    void nothingIsToldWhileNothingChanges() {
        client().say("40");
        executor.advance(Duration.ofSeconds(20));
        assertThat(publisher.published()).hasSize(1);
    }

    @Test
    void whoLeavesIsCountedNoMore() {
        SocketIoConversation first = client();
        SocketIoConversation second = client();
        first.say("40");
        second.say("40");
        executor.advance(SECOND);
        first.say("41");
        executor.advance(SECOND);
        second.drop();
        executor.advance(SECOND);
        assertThat(publisher.data()).endsWith("{\"clients\":1}", "{\"clients\":0}");
    }

    @Test
    void otherNamespacesAreNotCounted() {
        assertThat(client().say("40/orders,").news()).hasSize(1);
        executor.advance(SECOND);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void anAnnouncementThatIsRefusedIsFollowedByTheNextOne() {
        publisher.refuse(true);
        client().say("40");
        executor.advance(SECOND);
        publisher.refuse(false);
        client().say("40");
        executor.advance(SECOND);
        assertThat(publisher.data()).containsExactly("{\"clients\":2}");
    }

    private SocketIoConversation client() {
        return new SocketIoConversation(relay, SessionMetrics.NONE, executor);
    }
}
