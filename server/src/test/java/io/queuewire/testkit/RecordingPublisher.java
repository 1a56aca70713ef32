package io.queuewire.testkit;

import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A publisher that remembers what it was given. It hands off at once, to so many clients, unless it is told to wait or refuse. */
public final class RecordingPublisher implements Publisher {

    private final List<PushMessage> published = new ArrayList<>();
    private final List<PushMessage> handedOff = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int clients = 1;
    private int gatherings;
    private boolean waiting;
    private boolean refusing;

    private record Pending(PushMessage message, CompletableFuture<HandOff> future) {}

    @Override
    public synchronized CompletionStage<HandOff> publish(PushMessage message) {
        if (refusing) {
            return CompletableFuture.failedStage(new PublishRefusedException("told to refuse"));
        }
        published.add(message);
        CompletableFuture<HandOff> future = new CompletableFuture<>();
        if (waiting) {
            pending.add(new Pending(message, future));
        } else {
            handedOff.add(message);
            future.complete(new HandOff("position", clients));
        }
        return future;
    }

    @Override
    public void gather(Consumer<Publisher> work) {
        synchronized (this) {
            gatherings++;
        }
        work.accept(this);
    }

    /** How often messages were published together. */
    public synchronized int gatherings() {
        return gatherings;
    }

    public synchronized RecordingPublisher withClients(int number) {
        clients = number;
        return this;
    }

    /** From now on hand-offs wait for {@link #handOff}. */
    public synchronized RecordingPublisher holdingBack() {
        waiting = true;
        return this;
    }

    public synchronized void refuse(boolean refuses) {
        refusing = refuses;
    }

    /** Completes the oldest hand-off that waits. */
    public void handOff() {
        complete(take());
    }

    /** Fails the oldest hand-off that waits. */
    public void failHandOff(Throwable failure) {
        take().future().completeExceptionally(failure);
    }

    /** Completes all hand-offs that wait; from now on none does. */
    public void handOffAll() {
        List<Pending> all;
        synchronized (this) {
            waiting = false;
            all = List.copyOf(pending);
            pending.clear();
        }
        all.forEach(this::complete);
    }

    private synchronized Pending take() {
        return pending.remove();
    }

    private void complete(Pending handOff) {
        synchronized (this) {
            handedOff.add(handOff.message());
        }
        handOff.future().complete(new HandOff("position", clients));
    }

    /** How many hand-offs wait. */
    public synchronized int pending() {
        return pending.size();
    }

    /** The data of everything handed off so far, in the order of the hand-offs. */
    public synchronized List<String> handedOff() {
        return data(handedOff);
    }

    /** Everything published so far, those whose hand-off waits included. */
    public synchronized List<PushMessage> published() {
        return List.copyOf(published);
    }

    /** The data of everything published so far. */
    public List<String> data() {
        return data(published());
    }

    private static List<String> data(List<PushMessage> messages) {
        return messages.stream()
                .map(message -> message.arguments().getFirst().text())
                .toList();
    }
}
