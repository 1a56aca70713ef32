package io.queuewire.ops;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    /** How often something is collected while memory is given back. */
    private static final Duration ASKED_FOR = Duration.ofSeconds(5);

    private static final long ASKED_FOR_COLLECTIONS = LOOK.dividedBy(ASKED_FOR);

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

        /** How many collections there have been, marking cycles apart. */
        long collections();

        /** How many pauses of marking cycles there have been: after a marking the heap shrinks by the rule of the moment. */
        long markings();

        /**
         * From now on the tight rule holds, and something is collected whenever nothing has been for so long: a marking cycle
         * begins, if nothing has been left to do by the one before.
         */
        void tighten(Duration interval);

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
        long before = collections;
        collections = heap.collections();
        long since = collections - before;
        state = switch (state) {
            case BUSY -> since > QUIET_COLLECTIONS ? State.BUSY : giveBack();
            case GIVING_BACK -> heap.markings() == markings ? State.GIVING_BACK : calmDown(since);
            case QUIET -> since > QUIET_COLLECTIONS ? State.BUSY : State.QUIET;
        };
    }

    private State giveBack() {
        markings = heap.markings();
        heap.tighten(ASKED_FOR);
        return State.GIVING_BACK;
    }

    /** Work that came meanwhile may have been what had the heap marked, and has it grow again. */
    private State calmDown(long since) {
        heap.loosen();
        return since > ASKED_FOR_COLLECTIONS ? State.BUSY : State.QUIET;
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** By options that may be set while the JVM runs; a collection beside the program is asked for in the same way. */
    static final class G1Heap implements Heap {

        private static final String COLLECTING = "G1 Young Generation";
        private static final String MARKING = "G1 Concurrent GC";
        private static final String MOST_FREE = "MaxHeapFreeRatio";
        private static final String MOST_FREE_WHEN_TIGHT = "15";
        private static final String COLLECTED_EVERY = "G1PeriodicGCInterval";

        private final Optional<HotSpotDiagnosticMXBean> options =
                Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
        private final Map<String, String> loose = new HashMap<>();

        boolean isThere() {
            return collector(MARKING).isPresent();
        }

        @Override
        public long collections() {
            return count(COLLECTING);
        }

        @Override
        public long markings() {
            return count(MARKING);
        }

        private static long count(String name) {
            return collector(name)
                    .map(GarbageCollectorMXBean::getCollectionCount)
                    .orElse(0L);
        }

        private static Optional<GarbageCollectorMXBean> collector(String name) {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> collector.getName().equals(name))
                    .findAny();
        }

        @Override
        public void tighten(Duration interval) {
            change(MOST_FREE, MOST_FREE_WHEN_TIGHT);
            change(COLLECTED_EVERY, Long.toString(interval.toMillis()));
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
