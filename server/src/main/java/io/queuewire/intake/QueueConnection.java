package io.queuewire.intake;

import java.time.Duration;
import java.util.List;

/**
 * One thread's way to a queue.
 *
 * <p>Calls block and belong to one thread at a time; only {@link #abort} may come from another one. A call either
 * answers, or throws {@link SourceException} with the fault, or {@link InterruptedException} when it was cut. No call is
 * repeated behind the caller's back.
 */
public interface QueueConnection extends AutoCloseable {

    /** The most messages that one call may name or bring. */
    int BATCH = 10;

    /**
     * Receives messages and makes them invisible to others for a while.
     *
     * @param max most messages to bring, 1 to {@link #BATCH}
     * @param wait how long the queue waits for a first message, up to 20 s, in whole seconds
     * @param visibility for how long the messages stay invisible, in whole seconds
     * @return what came, possibly nothing; in order within each group on a FIFO queue
     */
    List<ReceivedMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException;

    /**
     * Deletes messages.
     *
     * @param messages at most {@link #BATCH}
     * @return one result for each message, in the same order
     */
    List<EntryResult> delete(List<ReceivedMessage> messages) throws InterruptedException;

    /**
     * Extends or ends the invisibility of messages, counted from now.
     *
     * @param changes at most {@link #BATCH}
     * @return one result for each change, in the same order
     */
    List<EntryResult> changeVisibility(List<VisibilityChange> changes) throws InterruptedException;

    /**
     * Asks how much is on the queue.
     *
     * @param most how long the answer may take
     */
    QueueDepth depth(Duration most) throws InterruptedException;

    /**
     * Cuts the call that is under way, if there is one. The caller interrupts the calling thread <em>first</em>: a cut
     * without an interrupt looks like a network fault.
     */
    void abort();

    /** Gives back what the connection holds; no call may be under way. */
    @Override
    void close();
}
