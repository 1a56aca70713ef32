package io.queuewire.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortTest {

    private static final String HERE = "127.0.0.1";

    @Test
    void anyFreePortCanBeHad() {
        assertThat(new Port(HERE, 0).obstacle()).isEmpty();
    }

    @Test
    void aPortThatSomebodyListensOnCannot() throws IOException {
        int number;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            number = taken.getLocalPort();
            assertThat(new Port(HERE, number).obstacle())
                    .hasValueSatisfying(why -> assertThat(why).contains("in use"));
            assertThat(new Port("0.0.0.0", number).obstacle()).isPresent();
        }
        assertThat(new Port(HERE, number).obstacle()).as("once it is free").isEmpty();
    }

    @Test
    void addressesOfOtherMachinesCannot() {
        assertThat(new Port("192.0.2.1", 0).obstacle()).isPresent();
        assertThat(new Port("no.such.host.invalid", 0).obstacle()).contains("unknown host");
    }
}
