package io.queuewire.bench.intake;

import io.queuewire.app.demo.EmbeddedQueue;
import java.io.IOException;
import java.util.Optional;

/** The queue service as a program: prints its endpoint and ends with its standard input. */
final class QueueService {

    private QueueService() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedQueue queue = EmbeddedQueue.start(0, Optional.empty())) {
            System.out.println("endpoint " + queue.endpoint());
            while (System.in.read() >= 0) {
                // Nothing is expected to come.
            }
        }
    }
}
