package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreditTest {

    private static final long REPEAT = 200_000_000;

    @Test
    void theFirstWindowIsGrantedAtOnce() {
        assertThat(new Credit(64, 1_000, 0).granted()).isEqualTo(65);
        assertThat(new Credit(64, 10, 0).granted()).as("ten messages in all").isEqualTo(11);
    }

    @Test
    void moreIsGrantedWhenAQuarterOfTheWindowWasReceived() {
        Credit credit = new Credit(64, 1_000, 0);

        assertThat(credit.next(15, 1)).isEmpty();
        assertThat(credit.next(16, 1)).hasValue(81);
        assertThat(credit.next(17, 2)).isEmpty();
    }

    @Test
    void theLastPartIsGrantedHoweverSmallItIs() {
        Credit credit = new Credit(64, 66, 0);

        assertThat(credit.next(1, 1)).isEmpty();
        assertThat(credit.next(2, 1)).hasValue(67);
        assertThat(credit.next(60, 2)).isEmpty();
        assertThat(credit.granted()).isEqualTo(67);
    }

    @Test
    void aGrantIsRepeatedWhenNothingMoves() {
        Credit credit = new Credit(64, 1_000, 0);

        assertThat(credit.next(0, REPEAT - 1)).isEmpty();
        assertThat(credit.next(0, REPEAT)).hasValue(65);
        assertThat(credit.next(0, REPEAT + 1)).isEmpty();
        assertThat(credit.next(0, 2 * REPEAT)).hasValue(65);
    }

    @Test
    void whoseCountSinksKeepsItsCredit() {
        Credit credit = new Credit(64, 1_000, 0);
        credit.next(100, 1);

        assertThat(credit.next(50, 2 * REPEAT)).hasValue(165);
    }
}
