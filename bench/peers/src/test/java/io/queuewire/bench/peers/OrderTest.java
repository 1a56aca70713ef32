package io.queuewire.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {

    @Test
    void aStartHasRateSizeCountFirstNumberAndCredit() {
        assertThat(Order.parse("start 50 200 400 1 8 65\n")).contains(new Order.Start(50, 200, 400, 1, 65));
    }

    @Test
    void aCountOfZeroHasNoEnd() {
        assertThat(Order.parse("start 0.5 200 0 1 1 65")).contains(new Order.Start(0.5, 200, Long.MAX_VALUE, 1, 65));
    }

    @Test
    void creditIsANumberAndTheHeapAQuestion() {
        assertThat(Order.parse("credit 17")).contains(new Order.Credit(17));
        assertThat(Order.parse("heap")).contains(new Order.Heap());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "stop", "start", "start 1 2 3 4 5", "start a 2 3 4 5 6", "credit", "credit x", "heap 1"})
    void whatIsNoOrderIsPassedOver(String text) {
        assertThat(Order.parse(text)).isEmpty();
    }
}
