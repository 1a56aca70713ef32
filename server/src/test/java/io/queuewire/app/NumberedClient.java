package io.queuewire.app;

import io.queuewire.testkit.RawConnection;

/**
 * A client that costs a test little: it says just enough in one protocol to listen, to leave and to come back with the
 * position it knows, and fails as soon as what it is told is not the number that follows.
 *
 * <p>Of a {@link ReplayRelay} that publishes 1, 2, 3 and so on to everyone. For one thread at a time.
 */
final class NumberedClient implements AutoCloseable {

    private final int port;
    private final Dialect dialect;
    private RawConnection connection;
    private long heard;

    /** Comes for the first time, before anything has been published. */
    NumberedClient(int port, Dialect dialect) {
        this.port = port;
        this.dialect = dialect;
        this.connection = RawConnection.open(port);
        dialect.begin(connection);
    }

    /** Waits for the next number and returns it. */
    long hear() {
        String expected = dialect.message(heard + 1, position(heard + 1));
        String told = dialect.next(connection);
        if (!told.equals(expected)) {
            throw new AssertionError("expected " + expected + ", was told " + told);
        }
        return ++heard;
    }

    void leave() {
        connection.close();
    }

    /** Comes back for what it has missed; fails when not all of it can be had. */
    void comeBack() {
        connection = RawConnection.open(port);
        dialect.resume(connection, position(heard));
    }

    private static String position(long number) {
        return "epoch-" + Long.toString(number, 36);
    }

    @Override
    public void close() {
        connection.close();
    }
}
