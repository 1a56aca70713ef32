package io.queuewire.e2e;

import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.concurrent.locks.LockSupport;

/** Publishes numbers to everybody, about a hundred in a second, from when it begins until it is told to stop. */
final class NumberedStream {

    /** The event whose argument is the number; the last one has {@link #LAST}. */
    static final String EVENT = "number";

    static final long LAST = -1;

    private static final long PAUSE_NANOS = 10_000_000;

    private final Publisher publisher;
    private final Thread thread = new Thread(this::run, "numbered-stream");
    private volatile boolean stopping;

    private NumberedStream(Publisher publisher) {
        this.publisher = publisher;
    }

    static NumberedStream begin(Publisher publisher) {
        NumberedStream stream = new NumberedStream(publisher);
        stream.thread.setDaemon(true);
        stream.thread.start();
        return stream;
    }

    private void run() {
        for (long number = 0; !stopping; number++) {
            publish(number);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        publish(LAST);
    }

    private void publish(long number) {
        publisher
                .publish(PushMessage.of("/", Audience.EVERYONE, EVENT, RawJson.number(number)))
                .toCompletableFuture()
                .join();
    }

    /** Publishes one more event, which is the last. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }
}
