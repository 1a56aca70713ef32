package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import io.queuewire.hub.SendBatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends bytes which many connections share straight to the sockets of one event loop.
 *
 * <p>A broadcast finds nearly every connection idle. The way through a channel would cost it a view of the bytes, an entry
 * of the outbound buffer and the end of both, for each connection, in memory that has long left the processor's cache; here
 * the kernel is given the one address of all (decision 0016). What waits in an outbound buffer goes first, so a connection
 * for which something waits gets the bytes behind that. On the event loop only.
 */
abstract class SocketSends implements SendBatch {

    /** So many connections are looked at in a row before anything is sent: the processor fetches what it needs of them side by side. */
    private static final int GROUP = 16;

    private final CappedWriter[] writers = new CappedWriter[GROUP];
    private final ByteBuf[] bytes = new ByteBuf[GROUP];
    private final @Nullable Socket[] sockets = new Socket[GROUP];
    private int gathered;

    /** Of loops whose sockets can only be reached through their channels. */
    static SocketSends none() {
        return new SocketSends() {
            @Override
            boolean start(Socket socket, ByteBuf shared, CappedWriter writer) {
                return false;
            }
        };
    }

    /**
     * Sends all of the bytes to one connection, at the latest with the batch. Once in a batch for each connection: a second
     * time could overtake what the socket has not taken of the first.
     *
     * @param shared stays as it is until the batch has been sent
     */
    final void add(CappedWriter writer, ByteBuf shared) {
        writers[gathered] = writer;
        bytes[gathered] = shared;
        gathered++;
        if (gathered == GROUP) {
            startGathered();
        }
    }

    private void startGathered() {
        for (int i = 0; i < gathered; i++) {
            sockets[i] = writers[i].quietSocket();
        }
        for (int i = 0; i < gathered; i++) {
            Socket socket = sockets[i];
            CappedWriter writer = writers[i];
            if (socket != null && start(socket, bytes[i], writer)) {
                writer.sentWith(this);
            } else {
                writer.queue(bytes[i], 0);
            }
        }
        gathered = 0;
    }

    @Override
    public final void send() {
        startGathered();
        finish();
    }

    /**
     * Sends the bytes now or at the end. What the socket does not take goes to {@link CappedWriter#queue}.
     *
     * @param socket open, of a channel in which nothing waits
     * @return whether it did; otherwise nothing has happened
     */
    abstract boolean start(Socket socket, ByteBuf shared, CappedWriter writer);

    /** Ends what was started. */
    void finish() {}

    /** The batch that is gathered now. */
    int round() {
        return 0;
    }

    /** Whether what was started in some round may still be on its way. */
    boolean isUnderWay(int round) {
        return false;
    }

    /** Runs something once nothing is under way any more; in the order of the calls. */
    void afterwards(Runnable action) {
        action.run();
    }
}
