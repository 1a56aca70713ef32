package io.queuewire.bench.intake;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast a full queue is drained: by the bare loop, and by each server to its clients, by turns.
 *
 * @param messages on the queue at the start of each turn
 */
record Drain(int messages, Turns turns, List<PushServer.Start> servers) {

    private static final String BODY = "{\"id\":\"" + "x".repeat(290) + "\"}";

    Drain {
        servers = List.copyOf(servers);
    }

    /** What each came to, with so many pollers. */
    Map<String, List<Figure>> run(URI service, int pollers) throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        try (LoadClients clients = LoadClients.start()) {
            contenders.add(Receiving.start(BenchQueue.create(service), pollers));
            for (PushServer.Start server : servers) {
                contenders.add(Delivering.connect(server.on(BenchQueue.create(service), pollers), clients));
            }
            return turns.take(contenders, Contender::name, this::measure);
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private Figure measure(Contender contender) throws IOException, InterruptedException {
        contender.queue().fill(messages, BODY);
        double processor = contender.program().processorSeconds();
        long start = System.nanoTime();
        contender.drain(messages);
        long nanos = System.nanoTime() - start;
        contender.queue().awaitEmpty();
        double processorSeconds = contender.program().processorSeconds() - processor;
        contender.rest();
        return new Figure(messages / (nanos / 1e9), processorSeconds * 1_000 / messages);
    }
}
