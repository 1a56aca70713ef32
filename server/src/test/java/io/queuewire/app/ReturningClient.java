package io.queuewire.app;

import io.queuewire.json.RawJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A client that listens over one of the three protocols, comes back whenever it is cut off, and keeps a record. */
final class ReturningClient implements ListenSink, AutoCloseable {

    /** What a record says where messages were missed. */
    static final long GAP = -1;

    private static final long PAUSE_MILLIS = 20;

    private final List<Long> heard = new ArrayList<>();
    private final ListenProgress progress = new ListenProgress();
    private final Thread thread;
    private int joins;

    private ReturningClient(URI url, List<String> rooms) {
        this.thread = Thread.ofVirtual().unstarted(() -> listen(url, rooms));
    }

    /** Begins to listen; events are expected to carry numbers. */
    static ReturningClient to(URI url, List<String> rooms) {
        ReturningClient client = new ReturningClient(url, rooms);
        client.thread.start();
        return client;
    }

    private void listen(URI url, List<String> rooms) {
        try {
            while (true) {
                var unused = ListenConnection.to(url, rooms, progress, this).run();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException over) {
            // The test has seen enough.
        }
    }

    @Override
    public synchronized void joined() {
        joins++;
    }

    @Override
    public synchronized void line(RawJson line) {
        heard.add(
                line.equals(ListenConnection.GAP)
                        ? GAP
                        : Long.parseLong(Objects.requireNonNull(line.members().get("data"))
                                .text()));
    }

    /** How often it has got through. */
    synchronized int joins() {
        return joins;
    }

    /** The numbers it was told, and {@link #GAP} where it was told that some are missing. */
    synchronized List<Long> heard() {
        return List.copyOf(heard);
    }

    /** The position that it would come back with; empty when it knows none. */
    String position() {
        return progress.position().orElse("");
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
