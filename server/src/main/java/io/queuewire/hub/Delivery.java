package io.queuewire.hub;

import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to every shard of this node, and to clients that come back for it later.
 *
 * <p>Shared by the shards and those who read the log: whoever needs a wire format first encodes it for all. What the shards
 * encoded is closed when the last of them has reported back, since few messages are ever read again and their memory serves
 * the next ones; what a reader of the log encoded stays for other readers until the log lets the message go. The hand-off
 * completes on the thread of the shard that reports last. Locks are held for moments and taken in this order: the log's, the
 * encodings', its own.
 */
final class Delivery {

    private final PushMessage message;
    private final Position position;
    private final ReplayLog log;
    private final ArrayList<Encoding> encodings = new ArrayList<>(2);

    /** Whether the shards are done with it: what is encoded now stays for whoever reads the log. Guarded by the encodings. */
    private boolean onlyForReaders;

    /** Until it completes: of thousands that the log keeps, most have long been handed off. */
    private @Nullable CompletableFuture<HandOff> handOff;

    private int shardsLeft;
    private int clients;
    private boolean withdrawn;

    /** Who uses the encoded forms now: the shards together, and each who reads the log. */
    private int users;

    private boolean kept;

    private record Encoding(WireFormat format, EncodedMessage message) {}

    /**
     * Sets out; used by the shards.
     *
     * @param shards how many will report; none for a message of an earlier life, which nobody is going to hand off
     */
    Delivery(PushMessage message, Position position, ReplayLog log, int shards) {
        this.message = message;
        this.position = position;
        this.log = log;
        this.handOff = shards > 0 ? new CompletableFuture<>() : null;
        this.shardsLeft = shards;
        this.onlyForReaders = shards == 0;
        this.users = shards > 0 ? 1 : 0;
    }

    PushMessage message() {
        return message;
    }

    /** Its number; of a volatile message, that of the last one before it. */
    long sequence() {
        return position.sequence();
    }

    /** What becomes of it; to be asked for before the shards have it. */
    synchronized CompletionStage<HandOff> handOff() {
        return Objects.requireNonNull(handOff, "the delivery has been handed off already");
    }

    private synchronized Optional<CompletableFuture<HandOff>> takeHandOff() {
        Optional<CompletableFuture<HandOff>> taken = Optional.ofNullable(handOff);
        handOff = null;
        return taken;
    }

    /** The message in a wire format; to be called by who uses it, and valid for as long. */
    EncodedMessage in(WireFormat format) {
        EncodedMessage encoded;
        boolean forReaders;
        synchronized (encodings) {
            for (Encoding encoding : encodings) {
                if (encoding.format.equals(format)) {
                    return encoding.message;
                }
            }
            encoded = format.encode(message, position.toString());
            encodings.add(new Encoding(format, encoded));
            forReaders = onlyForReaders;
        }
        if (forReaders) {
            log.grown(this, encoded.size());
        }
        return encoded;
    }

    /** One shard has written the message to its clients. */
    void taken(int shardClients) {
        if (lastReports(shardClients)) {
            if (withdrawn) {
                log.withdraw(this);
            }
            HandOff done = new HandOff(position.toString(), clients);
            takeHandOff().ifPresent(stage -> stage.complete(done));
            shardsAreDone();
        }
    }

    /** One shard is stopping or broken and has not written the message to all of its clients: it stays with its sender. */
    void refused(String why) {
        boolean last = lastReports(0);
        synchronized (this) {
            withdrawn = true;
        }
        log.withdraw(this);
        takeHandOff().ifPresent(stage -> stage.completeExceptionally(new PublishRefusedException(why)));
        if (last) {
            shardsAreDone();
        }
    }

    private synchronized boolean lastReports(int shardClients) {
        clients += shardClients;
        shardsLeft--;
        if (shardsLeft > 0) {
            return false;
        }
        // Decided in the same moment for those who read the log: its sender will bring it again.
        withdrawn |= clients == 0 && message.retention() == Retention.KEPT_IF_DELIVERED;
        return true;
    }

    /** Whether a client that has come back may still be shown it; one that is shown it counts. */
    synchronized boolean showAgain() {
        if (!withdrawn && shardsLeft > 0) {
            clients++;
        }
        return !withdrawn;
    }

    private void shardsAreDone() {
        int stays = 0;
        synchronized (encodings) {
            onlyForReaders = true;
            if (endUse()) {
                close();
            } else {
                stays = encodings.stream()
                        .mapToInt(encoding -> encoding.message.size())
                        .sum();
            }
        }
        if (stays > 0) {
            log.grown(this, stays);
        }
    }

    /** The log has it, for others to read. */
    synchronized void keep() {
        kept = true;
    }

    /** The log has it no more. */
    void letGo() {
        boolean unused;
        synchronized (this) {
            kept = false;
            unused = users == 0;
        }
        if (unused) {
            close();
        }
    }

    /** Begins to use it, as a reader of the log. */
    synchronized void hold() {
        users++;
    }

    /** Ends the use of a reader. */
    void release() {
        boolean unneeded;
        synchronized (this) {
            unneeded = endUse() && !kept;
        }
        if (unneeded) {
            close();
        }
    }

    private synchronized boolean endUse() {
        users--;
        return users == 0;
    }

    private void close() {
        synchronized (encodings) {
            encodings.forEach(encoding -> encoding.message.close());
            encodings.clear();
            encodings.trimToSize();
        }
    }
}
