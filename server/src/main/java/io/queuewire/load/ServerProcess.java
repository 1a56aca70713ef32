package io.queuewire.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server's process on this machine and those that it has started: what they use. A process that is gone uses nothing.
 *
 * @param pid of the first one
 */
public record ServerProcess(long pid) {

    private static final String RESIDENT = "VmRSS:";

    /**
     * What processes have used up to now.
     *
     * @param cpu user and system time
     * @param resident bytes of memory, 0 where there is no {@code /proc} to say it
     */
    public record Usage(Duration cpu, long resident) {

        static final Usage NOTHING = new Usage(Duration.ZERO, 0);

        private static Usage of(ProcessHandle process) {
            return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), memoryOf(process.pid()));
        }

        private Usage plus(Usage other) {
            return new Usage(cpu.plus(other.cpu), resident + other.resident);
        }
    }

    /** What they have used up to now. Safe for any thread. */
    public Usage usage() {
        Optional<ProcessHandle> first = ProcessHandle.of(pid);
        return first.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(Usage::of)
                .reduce(Usage.NOTHING, Usage::plus);
    }

    private static long memoryOf(long pid) {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
            return status.stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line ->
                            line.substring(RESIDENT.length()).replace("kB", "").strip())
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
