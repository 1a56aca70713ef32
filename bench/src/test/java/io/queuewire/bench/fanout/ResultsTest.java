package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Column COLUMN = new Column(Sheet.FLAT, "speed", "%.1f", true);
    private static final Column OTHER = new Column(Sheet.FLAT, "noise", "%.0f", false);

    private final Results results = new Results();

    @Test
    void aFigureIsTheMedianOfItsRounds() {
        add("a", 5, 1, 100);
        add("b", 1, 2);

        assertThat(results.median("a", COLUMN)).hasValue(5);
        assertThat(results.median("b", COLUMN)).hasValue(1.5);
        assertThat(results.median("c", COLUMN)).isEmpty();
    }

    @Test
    void aRatioNeedsBothServers() {
        add("a", 6);
        add("b", 2);
        add("nothing", 0);

        assertThat(results.ratio("a", "b", COLUMN)).hasValue(3);
        assertThat(results.ratio("a", "c", COLUMN)).isEmpty();
        assertThat(results.ratio("c", "a", COLUMN)).isEmpty();
        assertThat(results.ratio("a", "nothing", COLUMN)).isEmpty();
    }

    @Test
    void tablesHaveRatiosAndLeaveOutWhatWasNotMeasured() {
        add("relay", 6);
        add("other", 2);
        results.add("relay", OTHER, 1_000);
        results.remark("other was loud");
        results.remark("other was loud");

        String text = new Tables(List.of("relay", "other", "absent"), List.of("other"), List.of(COLUMN, OTHER))
                .markdown(results);

        assertThat(text).isEqualTo("""
                ### Flat out

                | server | speed | × other | noise |
                |--------|------:|--------:|------:|
                | relay  |   6.0 |    3.00 |  1000 |
                | other  |   2.0 |    1.00 |     – |

                - other was loud
                """);
    }

    @Test
    void figuresOfAVisitAreToldAndTakenOver() {
        Results visit = new Results();
        visit.add("a", COLUMN, 1.5);
        visit.add("a", OTHER, 7);
        visit.add("a", OTHER, 8);
        visit.add("a", OTHER, 90);
        visit.remark("a was cut");
        results.add(visit);

        assertThat(visit.inWords()).isEqualTo("speed 1.5; noise 8; a was cut");
        assertThat(results.median("a", COLUMN)).hasValue(1.5);
        assertThat(results.remarks()).containsExactly("a was cut");
    }

    private void add(String server, double... values) {
        for (double value : values) {
            results.add(server, COLUMN, value);
        }
    }
}
