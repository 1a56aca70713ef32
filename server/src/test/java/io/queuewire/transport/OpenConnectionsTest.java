package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.queuewire.session.DisconnectReason;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what is asserted
class OpenConnectionsTest {

    private static final OpenConnections.Goodbye SILENT = (reason, detail) -> {};

    private final List<String> goodbyes = new ArrayList<>();

    @Test
    void asManyConnectionsAreTakenAsAreAllowed() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(2, 0));
        EmbeddedChannel first = from("192.0.2.1");
        assertThat(connections.add(first, SILENT)).isTrue();
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isTrue();
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isFalse();
        assertThat(connections.size()).isEqualTo(2);
        first.close();
        assertThat(connections.size()).isEqualTo(1);
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isTrue();
    }

    @Test
    void asManyConnectionsOfOneAddressAreTakenAsAreAllowed() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 2));
        EmbeddedChannel first = from("192.0.2.1");
        assertThat(connections.add(first, SILENT)).isTrue();
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isTrue();
        EmbeddedChannel third = from("192.0.2.1");
        assertThat(connections.add(third, SILENT)).isFalse();
        assertThat(connections.add(from("192.0.2.2"), SILENT)).isTrue();
        third.close();
        first.close();
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isTrue();
        assertThat(connections.size()).isEqualTo(3);
    }

    @Test
    void connectionsThatWereNotTakenDoNotCountOnceTheyHaveClosed() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(1, 1));
        EmbeddedChannel only = from("192.0.2.1");
        connections.add(only, SILENT);
        for (int i = 0; i < 10; i++) {
            EmbeddedChannel refused = from("192.0.2.1");
            assertThat(connections.add(refused, SILENT)).isFalse();
            refused.close();
        }
        only.close();
        assertThat(connections.size()).isZero();
        assertThat(connections.add(from("192.0.2.1"), SILENT)).isTrue();
    }

    @Test
    void allAreAskedToGoInEqualSteps() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        List<EmbeddedChannel> channels = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            EmbeddedChannel channel = from("192.0.2.1");
            channel.freezeTime();
            connections.add(channel, (reason, detail) -> goodbyes.add(reason + " " + detail));
            channels.add(channel);
        }
        connections.closeAll(DisconnectReason.RESTARTING, "a while", Duration.ofMillis(400));
        for (int told = 1; told <= 4; told++) {
            channels.forEach(EmbeddedChannel::runScheduledPendingTasks);
            assertThat(goodbyes).hasSize(told).containsOnly("RESTARTING a while");
            channels.forEach(channel -> channel.advanceTimeBy(100, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aConnectionIsSaidGoodbyeToInItsLastProtocol() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        EmbeddedChannel channel = from("192.0.2.1");
        connections.add(channel, (reason, detail) -> goodbyes.add("http"));
        connections.replaceGoodbye(channel, (reason, detail) -> goodbyes.add("websocket"));
        connections.closeAll(DisconnectReason.RESTARTING, "now", Duration.ZERO);
        channel.runScheduledPendingTasks();
        assertThat(goodbyes).containsExactly("websocket");
    }

    @Test
    void aConnectionThatIsUpgradedBeforeItsTurnComesIsSaidGoodbyeToInItsNewProtocol() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        EmbeddedChannel channel = from("192.0.2.1");
        connections.add(channel, (reason, detail) -> goodbyes.add("http"));
        connections.closeAll(DisconnectReason.RESTARTING, "now", Duration.ZERO);
        connections.replaceGoodbye(channel, (reason, detail) -> goodbyes.add("websocket"));
        channel.runScheduledPendingTasks();
        assertThat(goodbyes).containsExactly("websocket");
    }

    @Test
    void aConnectionThatIsUpgradedAfterItsTurnIsSaidGoodbyeToAgain() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        EmbeddedChannel channel = from("192.0.2.1");
        connections.add(channel, (reason, detail) -> goodbyes.add("http"));
        connections.closeAll(DisconnectReason.RESTARTING, "now", Duration.ZERO);
        channel.runScheduledPendingTasks();
        connections.replaceGoodbye(channel, (reason, detail) -> goodbyes.add("websocket " + reason + " " + detail));
        assertThat(goodbyes).containsExactly("http", "websocket RESTARTING now");
    }

    @Test
    void aConnectionThatHasClosedIsNotSaidGoodbyeTo() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        EmbeddedChannel channel = from("192.0.2.1");
        connections.add(channel, (reason, detail) -> goodbyes.add("late"));
        channel.close();
        connections.replaceGoodbye(channel, (reason, detail) -> goodbyes.add("later"));
        connections.closeAll(DisconnectReason.RESTARTING, "now", Duration.ZERO);
        channel.runScheduledPendingTasks();
        assertThat(goodbyes).isEmpty();
    }

    @Test
    void whatIsLeftIsDropped() {
        OpenConnections connections = new OpenConnections(new ConnectionLimits(100, 0));
        List<EmbeddedChannel> channels = List.of(from("192.0.2.1"), from("192.0.2.2"));
        channels.forEach(channel -> connections.add(channel, (reason, detail) -> goodbyes.add("late")));
        connections.dropAll();
        assertThat(channels).noneMatch(EmbeddedChannel::isOpen);
        assertThat(connections.size()).isZero();
        assertThat(goodbyes).isEmpty();
    }

    private static EmbeddedChannel from(String address) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 50_000);
            }
        };
    }
}
