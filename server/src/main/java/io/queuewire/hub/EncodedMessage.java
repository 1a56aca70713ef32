package io.queuewire.hub;

/** A message in the bytes of one wire format, shared by all clients that speak it. Opaque to the hub. */
public interface EncodedMessage extends AutoCloseable {

    /** How many bytes of memory it takes. */
    int size();

    /** Gives the bytes up; called once, when the last shard has written them and the log has let them go. Safe for any thread. */
    @Override
    void close();
}
