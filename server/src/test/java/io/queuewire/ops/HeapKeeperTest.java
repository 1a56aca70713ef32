package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {

    private final FakeHeap heap = new FakeHeap();
    private final HeapKeeper keeper = new HeapKeeper(heap);

    @Test
    void aQuietTimeGivesBackWhatTheStartHasLeft() {
        keeper.look();

        assertThat(heap.calls).containsExactly("tighten");
    }

    @Test
    void nothingIsGivenBackWhileThereAreCollections() {
        heap.collections += 2;
        keeper.look();
        heap.collections += 2;
        keeper.look();

        assertThat(heap.calls).isEmpty();
    }

    @Test
    void aCollectionNowAndThenIsQuiet() {
        heap.collections++;
        keeper.look();
        heap.collections++;
        keeper.look();
        heap.collections++;
        keeper.look();

        assertThat(heap.calls).containsExactly("tighten", "loosen");
    }

    @Test
    void aBusyTimeIsGivenBackOnce() {
        keeper.look();
        heap.collections++;
        keeper.look();
        keeper.look();
        assertThat(heap.calls).containsExactly("tighten", "loosen");

        heap.collections += 2;
        keeper.look();
        keeper.look();
        keeper.look();
        keeper.look();

        assertThat(heap.calls).containsExactly("tighten", "loosen", "tighten", "loosen");
    }

    /** Mixed collections that are still to be made come before the next marking, and memory is given back by a marking. */
    @Test
    void theTightRuleHoldsUntilAMarkingHasFollowedIt() {
        heap.marksWhenTight = false;
        keeper.look();
        heap.collections++;
        keeper.look();
        heap.collections++;
        keeper.look();
        assertThat(heap.calls).containsExactly("tighten");

        heap.markings++;
        keeper.look();
        keeper.look();

        assertThat(heap.calls).containsExactly("tighten", "loosen");
    }

    /** What comes while memory is given back has the heap marked as well, and grow after that. */
    @Test
    void workWhileMemoryIsGivenBackIsGivenBackAfterwards() {
        keeper.look();
        heap.collections += 20;
        keeper.look();
        assertThat(heap.calls).containsExactly("tighten", "loosen");

        keeper.look();

        assertThat(heap.calls).containsExactly("tighten", "loosen", "tighten");
    }

    @Test
    void theOptionsOfThisProcessAreAsBefore() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String least = options.getVMOption("MinHeapFreeRatio").getValue();
        // As in java-options: the most that may be free cannot be less than the least.
        options.setVMOption("MinHeapFreeRatio", "5");
        options.setVMOption("G1PeriodicGCInterval", "60000");
        String most = options.getVMOption("MaxHeapFreeRatio").getValue();
        HeapKeeper.G1Heap real = new HeapKeeper.G1Heap();

        real.tighten(Duration.ofSeconds(5));
        assertThat(options.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo("15");
        assertThat(options.getVMOption("G1PeriodicGCInterval").getValue()).isEqualTo("5000");
        real.loosen();

        assertThat(options.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo(most);
        assertThat(options.getVMOption("G1PeriodicGCInterval").getValue()).isEqualTo("60000");
        options.setVMOption("G1PeriodicGCInterval", "0");
        options.setVMOption("MinHeapFreeRatio", least);
    }

    private static final class FakeHeap implements HeapKeeper.Heap {

        private final List<String> calls = new ArrayList<>();
        private boolean marksWhenTight = true;
        private long collections;
        private long markings;

        @Override
        public long collections() {
            return collections;
        }

        @Override
        public long markings() {
            return markings;
        }

        @Override
        public void tighten(Duration interval) {
            calls.add("tighten");
            if (marksWhenTight) {
                collections++;
                markings++;
            }
        }

        @Override
        public void loosen() {
            calls.add("loosen");
        }
    }
}
