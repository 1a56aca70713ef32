package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerProcessTest {

    @Test
    void aProcessHasUsedSomething() {
        ServerProcess.Usage usage = new ServerProcess(ProcessHandle.current().pid()).usage();

        assertThat(usage.cpu()).isPositive();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatItStartsBelongsToAServer() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 30 & sleep 30 & sleep 30 & wait").start();
        try {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(memoryOfChildren(parent))
                            .hasSize(3)
                            .allSatisfy(memory -> assertThat(memory).isPositive()));
            long children =
                    memoryOfChildren(parent).stream().mapToLong(Long::longValue).sum();

            assertThat(new ServerProcess(parent.pid()).usage().resident()).isGreaterThan(children);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
            parent.onExit().join();
        }
        assertThat(new ServerProcess(parent.pid()).usage())
                .as("of a process that is gone")
                .isEqualTo(ServerProcess.Usage.NOTHING);
    }

    private static List<Long> memoryOfChildren(Process parent) {
        return parent.children()
                .map(child -> new ServerProcess(child.pid()).usage().resident())
                .toList();
    }
}
