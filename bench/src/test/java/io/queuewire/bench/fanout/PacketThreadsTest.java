package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketThreadsTest {

    @TempDir
    private Path proc;

    @BeforeEach
    void threadsOfFourProcessors() throws IOException {
        for (int processor = 0; processor < 4; processor++) {
            thread(10 + processor, "ksoftirqd/" + processor);
            thread(20 + processor, "cpuhp/" + processor);
        }
        thread(30, "java");
        Files.createDirectory(proc.resolve("sys"));
        Files.writeString(proc.resolve("uptime"), "1.0 1.0\n");
    }

    private void thread(int pid, String name) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Integer.toString(pid)));
        Files.writeString(directory.resolve("comm"), name + "\n");
    }

    @Test
    void areThoseOfTheProcessors() {
        assertThat(PacketThreads.on("0", proc).threads()).containsExactly(new ServerProcess(10));
        assertThat(PacketThreads.on("0,2-3", proc).threads())
                .containsExactlyInAnyOrder(new ServerProcess(10), new ServerProcess(12), new ServerProcess(13));
        assertThat(PacketThreads.on("1-3:2", proc).threads())
                .containsExactlyInAnyOrder(new ServerProcess(11), new ServerProcess(13));
    }

    @Test
    void addUpWhatTheyHaveUsed() {
        ServerProcess thisProcess = new ServerProcess(ProcessHandle.current().pid());
        Duration before = thisProcess.usage().cpu();
        PacketThreads twice = new PacketThreads(List.of(thisProcess, thisProcess));
        assertThat(twice.cpu())
                .hasValueSatisfying(used -> assertThat(used).isGreaterThanOrEqualTo(before.multipliedBy(2)));
    }

    @Test
    void sayNothingWhereTheyCannotBeSeen() {
        assertThat(PacketThreads.on("7", proc).cpu()).isEmpty();
        assertThat(PacketThreads.on("0", proc.resolve("absent")).cpu()).isEmpty();
        assertThat(PacketThreads.NONE.cpu()).isEmpty();
    }
}
