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

    /** One processor, some in a row, or every so many of them: {@code 2}, {@code 0-3}, {@code 0-7:2}. */
    private static IntStream range(String text) {
        String[] parts = text.strip().split("[-:]", 3);
        int first = Integer.parseInt(parts[0]);
        int last = parts.length > 1 ? Integer.parseInt(parts[1]) : first;
        int step = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
        return IntStream.iterate(first, processor -> processor <= last, processor -> processor + step);
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
