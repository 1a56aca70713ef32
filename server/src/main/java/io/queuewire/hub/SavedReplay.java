package io.queuewire.hub;

import java.time.Duration;
import java.util.List;

/**
 * What a node knows of the recent past and of clients that may come back, apart from the forms in which it is sent.
 *
 * @param epoch of all numbers in here
 * @param last the number of the latest message
 * @param forgotten messages up to this number may be missing
 * @param messages in order
 * @param absent who may come back
 */
public record SavedReplay(
        String epoch, long last, long forgotten, List<SavedMessage> messages, List<AbsentClient> absent) {

    public SavedReplay {
        messages = List.copyOf(messages);
        absent = List.copyOf(absent);
    }

    /** The same after some time, without clients that have been away for too long by then. */
    SavedReplay after(Duration time) {
        return new SavedReplay(
                epoch,
                last,
                forgotten,
                messages.stream()
                        .map(saved ->
                                new SavedMessage(saved.sequence(), saved.age().plus(time), saved.message()))
                        .toList(),
                absent.stream()
                        .map(client -> client.after(time))
                        .filter(client -> !client.left().isNegative())
                        .toList());
    }
}
