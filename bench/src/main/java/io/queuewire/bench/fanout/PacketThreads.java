package io.queuewire.bench.fanout;

import io.queuewire.load.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The kernel's threads for packets, {@code ksoftirqd}, on some processors: what a sender would have to do for its packets
 * after its call, it does itself, or the kernel leaves it to them.
 *
 * @param threads none where they cannot be seen, as from within a container
 */
record PacketThreads(List<ServerProcess> threads) {

    static final PacketThreads NONE = new PacketThreads(List.of());

    private static final String NAME = "ksoftirqd/";

    /**
     * Finds those that can be seen.
     *
     * @param processors as {@code taskset -c} writes them
     * @param proc where the kernel tells of its processes and threads
     */
    static PacketThreads on(String processors, Path proc) {
        List<String> names = Stream.of(processors.split(",", -1))
                .flatMapToInt(PacketThreads::range)
                .mapToObj(processor -> NAME + processor)
                .toList();
        try (Stream<Path> processes = Files.list(proc)) {
            return new PacketThreads(processes
                    .filter(process -> names.contains(nameOf(process)))
                    .map(process -> new ServerProcess(
                            Long.parseLong(process.getFileName().toString())))
                    .toList());
        } catch (IOException e) {
            return NONE;
        }
    }

    private static IntStream range(String text) {
        String[] ends = text.strip().split("-", 2);
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    private static String nameOf(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException e) {
            // Not a process, or no longer one.
            return "";
        }
    }

    /** What they have used up to now; nothing if they cannot be seen. */
    Optional<Duration> cpu() {
        return threads.stream().map(thread -> thread.usage().cpu()).reduce(Duration::plus);
    }
}
