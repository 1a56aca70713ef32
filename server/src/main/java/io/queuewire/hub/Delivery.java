package io.queuewire.hub;

import io.queuewire.message.HandOff;
import io.queuewire.message.PublishRefusedException;
import io.queuewire.message.PushMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One message on its way to every shard of this node.
 *
 * <p>Shared by the shards: whichever needs a wire format first encodes it for all. When the last shard has reported
 * back, the encoded forms are closed and the hand-off completes on that shard's thread.
 */
final class Delivery {

    private final PushMessage message;
    private final Position position;
    private final AtomicInteger shardsLeft;
    private final AtomicInteger clients = new AtomicInteger();
    private final CompletableFuture<HandOff> handOff = new CompletableFuture<>();
    private final List<Encoding> encodings = new ArrayList<>(2);

    private record Encoding(WireFormat format, EncodedMessage message) {}

    Delivery(PushMessage message, Position position, int shards) {
        this.message = message;
        this.position = position;
        this.shardsLeft = new AtomicInteger(shards);
    }

    PushMessage message() {
        return message;
    }

    CompletionStage<HandOff> handOff() {
        return handOff;
    }

    /** The message in a wire format; valid until the calling shard reports {@link #taken} or {@link #refused}. */
    EncodedMessage in(WireFormat format) {
        synchronized (encodings) {
            for (Encoding encoding : encodings) {
                if (encoding.format.equals(format)) {
                    return encoding.message;
                }
            }
            EncodedMessage encoded = format.encode(message, position.toString());
            encodings.add(new Encoding(format, encoded));
            return encoded;
        }
    }

    /** One shard has written the message to its clients. */
    void taken(int shardClients) {
        clients.addAndGet(shardClients);
        if (lastShard()) {
            handOff.complete(new HandOff(position.toString(), clients.get()));
        }
    }

    /** One shard is stopping or broken and has not written the message to all of its clients. */
    void refused(String why) {
        handOff.completeExceptionally(new PublishRefusedException(why));
        lastShard();
    }

    private boolean lastShard() {
        if (shardsLeft.decrementAndGet() > 0) {
            return false;
        }
        synchronized (encodings) {
            encodings.forEach(encoding -> encoding.message.close());
        }
        return true;
    }
}
