package io.queuewire.bench.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server with ten clients, which has drained its queue when each of them has everything. */
final class Delivering implements Contender {

    private static final int CLIENTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PushServer server;
    /** What the clients wait for, anew in each round. */
    private volatile CountDownLatch arriving = new CountDownLatch(0);

    private Delivering(PushServer server) {
        this.server = server;
    }

    static Delivering connect(PushServer server, LoadClients clients) throws IOException {
        Delivering delivering = new Delivering(server);
        clients.connect(CLIENTS, server.address(), event -> delivering.arriving.countDown());
        return delivering;
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public BenchQueue queue() {
        return server.queue();
    }

    @Override
    public Program program() {
        return server.program();
    }

    @Override
    public void drain(int messages) throws IOException, InterruptedException {
        arriving = new CountDownLatch(messages * CLIENTS);
        server.resume();
        if (!arriving.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException(name() + ": " + arriving.getCount() + " messages did not arrive at a client");
        }
    }

    @Override
    public void rest() throws IOException, InterruptedException {
        server.pause();
    }

    @Override
    public void close() {
        server.close();
    }
}
