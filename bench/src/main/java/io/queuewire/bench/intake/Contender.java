package io.queuewire.bench.intake;

import java.io.IOException;

/** Drains a queue of its own, in a process of its own, whenever it is told to. */
interface Contender extends AutoCloseable {

    /** In the tables. */
    String name();

    BenchQueue queue();

    Program program();

    /** Takes so many messages off its queue, and returns when each is where it belongs; deletes may come later. */
    void drain(int messages) throws IOException, InterruptedException;

    /** Returns when it does not look at its queue any more. */
    void rest() throws IOException, InterruptedException;

    @Override
    void close();
}
