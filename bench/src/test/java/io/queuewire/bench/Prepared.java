package io.queuewire.bench;

import java.util.List;

/** What the machine was prepared with for the tests, in {@code queuewire.bench.require}: without it a test fails, and is not skipped. */
public final class Prepared {

    private Prepared() {}

    /** Whether a tool has to be here. */
    public static boolean with(String tool) {
        return List.of(System.getProperty("queuewire.bench.require", "").split(",", -1))
                .contains(tool);
    }
}
