package io.queuewire.bench.peers;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;

/** What lives on the heap of this process. */
final class LiveHeap {

    private LiveHeap() {}

    /** Collects first, and answers as an order asks for. */
    static byte[] answer() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return ("heap " + memory.getHeapMemoryUsage().getUsed()).getBytes(StandardCharsets.US_ASCII);
    }
}
