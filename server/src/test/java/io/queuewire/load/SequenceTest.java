package io.queuewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceTest {

    private final Tally tally = new Tally();
    private final Sequence sequence = new Sequence(tally);

    @Test
    void whatComesInOrderIsFine() {
        sequence.expect(1);
        arrive(1, 2, 3);

        assertThat(sequence.missing(3)).isZero();
        assertCounts(0, 0, 0);
    }

    @Test
    void aHoleIsALoss() {
        sequence.expect(1);
        arrive(1, 4);

        assertCounts(2, 0, 0);
    }

    @Test
    void aHoleThatIsFilledLaterIsDisorder() {
        sequence.expect(1);
        arrive(1, 3, 2);

        assertCounts(0, 0, 1);
    }

    @Test
    void whatComesTwiceIsADuplicate() {
        sequence.expect(1);
        arrive(1, 2, 2, 1);

        assertCounts(0, 2, 0);
    }

    @Test
    void theEndOfTheStreamIsMissingUntilItComes() {
        sequence.expect(1);
        assertThat(sequence.missing(3)).isEqualTo(3);
        arrive(1, 2);

        assertThat(sequence.missing(3)).isEqualTo(1);
    }

    @Test
    void whoComesLateStartsWhereItIs() {
        arrive(70, 71);

        assertThat(sequence.missing(71)).isZero();
        assertCounts(0, 0, 0);
    }

    @Test
    void whoComesBackMissesNothingOfTheTimeBetween() {
        arrive(1, 2);
        sequence.startAnywhere();
        assertThat(sequence.missing(9)).isZero();
        arrive(9, 10);

        assertCounts(0, 0, 0);
    }

    @Test
    void whatIsTooOldToBeRememberedCountsAsDisorder() {
        sequence.expect(1);
        arrive(1, 3);
        LongStream.rangeClosed(4, 70).forEach(sequence::arrived);
        arrive(2);

        assertCounts(1, 0, 1);
    }

    @Test
    void aHoleAsLongAsTheMemoryIsForgottenNowhere() {
        for (long hole = 60; hole < 70; hole++) {
            Tally counts = new Tally();
            Sequence one = new Sequence(counts);
            one.expect(1);
            one.arrived(1);
            one.arrived(hole + 2);
            one.arrived(hole + 2);
            one.arrived(hole + 1);

            assertThat(counts.counts(0).lost()).as("hole of %d", hole).isEqualTo(hole - 1);
            assertThat(counts.counts(0).duplicates()).isEqualTo(1);
            assertThat(counts.counts(0).disordered()).isEqualTo(1);
        }
    }

    private static LongStream seeds() {
        return Seeds.some(50);
    }

    /** Within the memory, counting by a set of all numbers comes to the same. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsWhatASlowerCountCounts(long seed) {
        Random random = new Random(seed);
        List<Long> stream = new ArrayList<>();
        for (long number = 1; number <= 500; number++) {
            int times = random.nextInt(20) == 0 ? random.nextInt(3) : 1;
            for (int i = 0; i < times; i++) {
                int ahead = random.nextInt(10) == 0 ? random.nextInt(20) : 0;
                stream.add(Math.max(0, stream.size() - ahead), number);
            }
        }
        sequence.expect(1);
        Set<Long> seen = new HashSet<>();
        long highest = 0;
        long duplicates = 0;
        long disordered = 0;
        for (long number : stream) {
            if (!seen.add(number)) {
                duplicates++;
            } else if (number < highest) {
                disordered++;
            }
            highest = Math.max(highest, number);
            sequence.arrived(number);
        }

        Counts counts = tally.counts(sequence.missing(500));
        assertThat(counts.lost()).isEqualTo(500 - seen.size());
        assertThat(counts.duplicates()).isEqualTo(duplicates);
        assertThat(counts.disordered()).isEqualTo(disordered);
    }

    private void arrive(long... numbers) {
        LongStream.of(numbers).forEach(sequence::arrived);
    }

    private void assertCounts(long lost, long duplicates, long disordered) {
        Counts counts = tally.counts(0);
        assertThat(List.of(counts.lost(), counts.duplicates(), counts.disordered()))
                .as("lost, duplicates, disordered")
                .containsExactly(lost, duplicates, disordered);
    }
}
