package io.queuewire.intake;

/** One queue, to be reached by as many threads as want to; each opens a connection of its own. */
public interface MessageSource {

    /** Which queue this is. */
    QueueUrl url();

    /**
     * Opens one thread's way to the queue. May be slow, makes no call to the queue yet.
     *
     * @throws SourceException when that cannot even be tried
     */
    QueueConnection connect();
}
