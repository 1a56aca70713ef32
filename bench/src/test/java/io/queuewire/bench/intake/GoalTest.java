package io.queuewire.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {

    private static final Goal AGAINST_NODE = new Goal("node", 1.5);

    @Test
    void saysWhatShareTheRelayReaches() {
        Map<String, Figure> medians = Map.of("relay", new Figure(3_000, 0.3), "node", new Figure(2_400, 0.2));

        assertThat(AGAINST_NODE.reached(medians)).hasValue("relay / node 1.25 (goal: 1.50)");
    }

    @Test
    void saysNothingAboutWhatWasLeftOut() {
        assertThat(AGAINST_NODE.reached(Map.of("relay", new Figure(3_000, 0.3))))
                .isEmpty();
    }
}
