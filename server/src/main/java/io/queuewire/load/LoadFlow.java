package io.queuewire.load;

/** The messages that flow to a crowd. For the thread of the run. */
public interface LoadFlow extends AutoCloseable {

    Publication publication();

    /**
     * Called every few milliseconds, so that a flow can wait for the crowd.
     *
     * @param messages how many each client has received, on average of those that read
     */
    void received(long messages);

    /** Lets no more messages flow; {@link #publication} then says which is the last one that may still be under way. */
    @Override
    void close();
}
