package io.queuewire.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A parking queue that remembers what it was sent, unless it is told to fail. */
final class BreakableSink implements MessageSink {

    private final List<OutgoingMessage> sent = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private int calls;

    @Override
    public QueueUrl url() {
        return new QueueUrl("http://h/1/parked");
    }

    @Override
    public synchronized String send(OutgoingMessage message) {
        calls++;
        if (failure.isPresent()) {
            throw failure.get();
        }
        sent.add(message);
        return "id";
    }

    synchronized void breakBy(RuntimeException by) {
        failure = Optional.of(by);
    }

    synchronized void mend() {
        failure = Optional.empty();
    }

    synchronized int calls() {
        return calls;
    }

    synchronized List<OutgoingMessage> sent() {
        return List.copyOf(sent);
    }

    /** The bodies of everything it was sent. */
    List<String> bodies() {
        return sent().stream().map(OutgoingMessage::body).toList();
    }
}
