package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DropsTest {

    @Test
    void theSecondNumberOfEachProcessorCounts() {
        assertThat(Drops.count(List.of("09f9dc39 0000000f 0000001a 00000000", "068f634e 00000010 0000001d 00000000")))
                .isEqualTo(31);
        assertThat(Drops.count(List.of())).isZero();
    }
}
