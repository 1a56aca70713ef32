package io.queuewire.engineio;

import java.util.Arrays;
import java.util.Optional;

/** A revision of the Engine.IO protocol that sessions can speak; the client names it in the query, as {@code EIO}. */
public enum Revision {
    /** Spoken by clients since socket.io 3. */
    FOUR("4");

    private final String number;

    Revision(String number) {
        this.number = number;
    }

    /** The revision that a client names; empty when it is not spoken here. */
    public static Optional<Revision> of(String number) {
        return Arrays.stream(values())
                .filter(revision -> revision.number.equals(number))
                .findFirst();
    }
}
