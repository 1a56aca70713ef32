package io.queuewire.intake;

/** What a batch call did for one of its entries. */
public sealed interface EntryResult {

    Done DONE = new Done();

    /** The queue did what it was asked. */
    record Done() implements EntryResult {}

    /** Not done, and not our fault: the same may succeed later. */
    record Retryable(String code) implements EntryResult {}

    /** Not done and never will be: the receipt has run out, or the message is gone. */
    record Gone(String code) implements EntryResult {}
}
