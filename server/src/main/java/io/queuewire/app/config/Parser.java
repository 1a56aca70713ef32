package io.queuewire.app.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * How one text becomes a value.
 *
 * @param expected what the text has to be, to follow the word "expected" in a message
 * @param reading the value, or empty when the text is something else
 */
record Parser<T>(String expected, Function<String, Optional<T>> reading) {

    Reading<T> read(String text) {
        return reading.apply(text)
                .<Reading<T>>map(Reading.Understood::new)
                .orElseGet(() -> new Reading.Refused<>(text, expected));
    }
}
