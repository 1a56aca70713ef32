package io.queuewire.app.config;

/** What came of reading a given value. */
sealed interface Reading<T> {

    record Understood<T>(T value) implements Reading<T> {}

    /**
     * Nothing usable.
     *
     * @param part the text that was wrong: of a list, the one item
     * @param expected what would have been right
     */
    record Refused<T>(String part, String expected) implements Reading<T> {}
}
