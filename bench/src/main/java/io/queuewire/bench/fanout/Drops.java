package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Packets that the kernel threw away because nobody had a processor to take them: TCP sends them again, 200 ms later. */
final class Drops {

    private static final int DROPPED = 1;
    private static final int HEXADECIMAL = 16;

    private Drops() {}

    /** Since the machine started; 0 where the kernel does not tell. */
    static long count() {
        try {
            return count(Files.readAllLines(Path.of("/proc/net/softnet_stat")));
        } catch (IOException e) {
            return 0;
        }
    }

    /** @param processors a line for each, whose second number counts */
    static long count(List<String> processors) {
        return processors.stream()
                .map(line -> line.strip().split(" +", -1))
                .mapToLong(numbers -> Long.parseLong(numbers[DROPPED], HEXADECIMAL))
                .sum();
    }
}
