package io.queuewire.bench.fanout;

import io.queuewire.load.LoadProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Asks a server once for its live heap, as soon as all clients are there. On the thread of the run. */
final class HeapWatch implements Consumer<LoadProgress> {

    private final ServerProgram server;
    private final int clients;
    private OptionalLong full = OptionalLong.empty();

    HeapWatch(ServerProgram server, int clients) {
        this.server = server;
        this.clients = clients;
    }

    @Override
    public void accept(LoadProgress progress) {
        if (full.isEmpty() && progress.counts().open() >= clients) {
            try {
                full = server.liveHeap();
            } catch (IOException e) {
                throw new UncheckedIOException("the server does not tell its heap", e);
            }
        }
    }

    OptionalLong full() {
        return full;
    }
}
