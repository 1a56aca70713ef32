package io.queuewire.hub;

import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One message on its way to every shard of this node, and to clients that come back for it later.
 *
 * <p>Shared by the shards and the log: whichever needs a wire format first encodes it for all. The encoded forms are
 * closed when the last shard has reported back and the log has let the message go. The hand-off completes on the thread
 * of the shard that reports last. Its own lock is held for moments and taken behind the log's, never before it.
 */
final class Delivery {

    private final PushMessage message;
    private final Position position;
    private final ReplayLog log;
    private final CompletableFuture<HandOff> handOff = new CompletableFuture<>();
    private final List<Encoding> encodings = new ArrayList<>(2);
    private int shardsLeft;
    private int clients;
    private boolean withdrawn;

    /** Who still needs the encoded forms: the shards together, the log, and whoever reads the log. */
    private int holds;

    private record Encoding(WireFormat format, EncodedMessage message) {}

    /**
     * Sets out; held by the shards.
     *
     * @param shards how many will report; none for a message of an earlier life, which nobody is going to hand off
     */
    Delivery(PushMessage message, Position position, ReplayLog log, int shards) {
        this.message = message;
        this.position = position;
        this.log = log;
        this.shardsLeft = shards;
        this.holds = shards > 0 ? 1 : 0;
    }

    PushMessage message() {
        return message;
    }

    /** Its number; of a volatile message, that of the last one before it. */
    long sequence() {
        return position.sequence();
    }

    CompletionStage<HandOff> handOff() {
        return handOff;
    }

    /** The message in a wire format; to be called by who holds it, and valid for as long. */
    EncodedMessage in(WireFormat format) {
        EncodedMessage encoded;
        synchronized (encodings) {
            for (Encoding encoding : encodings) {
                if (encoding.format.equals(format)) {
                    return encoding.message;
                }
            }
            encoded = format.encode(message, position.toString());
            encodings.add(new Encoding(format, encoded));
        }
        log.grown(this, encoded.size());
        return encoded;
    }

    /** One shard has written the message to its clients. */
    void taken(int shardClients) {
        if (lastReports(shardClients)) {
            if (withdrawn) {
                log.withdraw(this);
            }
            handOff.complete(new HandOff(position.toString(), clients));
            release();
        }
    }

    /** One shard is stopping or broken and has not written the message to all of its clients: it stays with its sender. */
    void refused(String why) {
        boolean last = lastReports(0);
        synchronized (this) {
            withdrawn = true;
        }
        log.withdraw(this);
        handOff.completeExceptionally(new PublishRefusedException(why));
        if (last) {
            release();
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

    synchronized void hold() {
        holds++;
    }

    /** Ends one hold; with the last one the encoded forms go. */
    void release() {
        synchronized (this) {
            holds--;
            if (holds > 0) {
                return;
            }
        }
        synchronized (encodings) {
            encodings.forEach(encoding -> encoding.message.close());
            encodings.clear();
        }
    }
}
