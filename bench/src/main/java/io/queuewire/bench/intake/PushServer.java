package io.queuewire.bench.intake;

import java.io.IOException;
import java.net.URI;

/** Brings what is on its queue to Socket.IO clients, in a process of its own. Starts paused. */
interface PushServer extends AutoCloseable {

    /** Starts one of a kind. */
    @FunctionalInterface
    interface Start {
        PushServer on(BenchQueue queue, int pollers) throws IOException, InterruptedException;
    }

    /** In the tables. */
    String name();

    Program program();

    /** Where clients connect. */
    URI address();

    BenchQueue queue();

    /** Returns when its last poll is over. */
    void pause() throws IOException, InterruptedException;

    void resume() throws IOException, InterruptedException;

    @Override
    default void close() {
        program().close();
    }
}
