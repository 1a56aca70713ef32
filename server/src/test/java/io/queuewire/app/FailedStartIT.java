package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.intake.Intake;
import io.queuewire.testkit.ElasticQueues;
import io.queuewire.testkit.LoggedEvents;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FailedStartIT {

    /** A queue hands messages to a poll that was cut, and nobody else sees them for as long as they are hidden. */
    @Test
    void aPollThatHasLeftIsNotCut() throws Exception {
        String queue = "queue.url=" + ElasticQueues.create();
        // From here on everything is loaded, and a second start finds its port taken long before its poll is back.
        RelayFixture.start(queue).close();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LoggedEvents warnings = new LoggedEvents(Intake.class)) {
            assertThatThrownBy(() -> RelayFixture.start(queue, "port=" + taken.getLocalPort()))
                    .hasMessageContaining("in use");
            assertThat(warnings.messages()).isEmpty();
        }
    }
}
