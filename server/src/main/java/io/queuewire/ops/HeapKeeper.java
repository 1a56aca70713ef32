package io.queuewire.ops;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the memory back that a busy time has left to the heap, once next to nothing had to be collected for a while.
 *
 * <p>The JVM has one rule for how much of the heap may stay free after a collection: a tight one has a busy heap shrink and
 * grow again without end, a loose one leaves an idle process with memory that it does not need. So the loose one holds, and
 * the tight one for a collection when it becomes quiet (docs/decisions/0020).
 */
public final class HeapKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HeapKeeper.class);

    /** What comes in bursts of less than half a minute apart keeps its memory in between. */
    private static final Duration LOOK = Duration.ofSeconds(30);
    /** Heartbeats alone are a collection now and then. */
    private static final int QUIET_COLLECTIONS = 1;

    private final Heap heap;
    private final Rounds rounds = new Rounds("queuewire-heap", LOOK, this::look);
    private long collections;
    private long markings;
    private State state = State.BUSY;

    private enum State {
        /** There has been work since memory was last given back. */
        BUSY,
        /** The tight rule holds, until a marking cycle has followed it. */
        GIVING_BACK,
        /** There is nothing to give back. */
        QUIET
    }

    /** The part of the JVM that this needs. */
    interface Heap {

        /** How many collections there have been. */
        long collections();

        /** How many pauses of marking cycles there have been: after a marking the heap shrinks by the rule of the moment. */
        long markings();

        /** From now on the tight rule holds, and a marking cycle comes soon if nothing else has to be collected before. */
        void tighten();

        /** The loose rule holds again. */
        void loosen();
    }

    HeapKeeper(Heap heap) {
        this.heap = heap;
        this.collections = heap.collections();
    }

    /** Begins on a thread of its own; without effect on a JVM whose collector has no such rules. */
    public static HeapKeeper start() {
        G1Heap heap = new G1Heap();
        HeapKeeper keeper = new HeapKeeper(heap);
        if (heap.isThere()) {
            keeper.rounds.start();
        }
        return keeper;
    }

    /** Looks at what has been collected since the last look. */
    void look() {
        long now = heap.collections();
        boolean busy = now - collections > QUIET_COLLECTIONS;
        collections = now;
        state = switch (state) {
            case BUSY -> busy ? State.BUSY : giveBack();
            case GIVING_BACK -> heap.markings() == markings ? State.GIVING_BACK : calmDown();
            case QUIET -> busy ? State.BUSY : State.QUIET;
        };
    }

    private State giveBack() {
        markings = heap.markings();
        heap.tighten();
        return State.GIVING_BACK;
    }

    private State calmDown() {
        heap.loosen();
        return State.QUIET;
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** By options that may be set while the JVM runs; a collection beside the program is asked for in the same way. */
    static final class G1Heap implements Heap {

        private static final String MARKING = "G1 Concurrent GC";
        private static final String MOST_FREE = "MaxHeapFreeRatio";
        private static final String MOST_FREE_WHEN_TIGHT = "15";
        private static final String COLLECTED_EVERY = "G1PeriodicGCInterval";
        private static final String SOON = Long.toString(LOOK.toMillis() / 6);

        private final Optional<HotSpotDiagnosticMXBean> options =
                Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
        private final Map<String, String> loose = new HashMap<>();

        boolean isThere() {
            return marking().findAny().isPresent();
        }

        @Override
        public long collections() {
            return count(ManagementFactory.getGarbageCollectorMXBeans().stream());
        }

        @Override
        public long markings() {
            return count(marking());
        }

        private static Stream<GarbageCollectorMXBean> marking() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> collector.getName().equals(MARKING));
        }

        private static long count(Stream<GarbageCollectorMXBean> collectors) {
            return collectors
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

        @Override
        public void tighten() {
            change(MOST_FREE, MOST_FREE_WHEN_TIGHT);
            change(COLLECTED_EVERY, SOON);
        }

        @Override
        public void loosen() {
            Map.copyOf(loose).forEach(this::change);
            loose.clear();
        }

        private void change(String option, String value) {
            options.ifPresent(values -> {
                try {
                    String before = values.getVMOption(option).getValue();
                    values.setVMOption(option, value);
                    loose.put(option, before);
                } catch (IllegalArgumentException e) {
                    log.debug("option {} stays as it is", option, e);
                }
            });
        }
    }
}
