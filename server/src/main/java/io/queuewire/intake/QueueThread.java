package io.queuewire.intake;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A named platform thread with a connection of its own to a queue, which can be cut out of a call that hangs.
 *
 * <p>The thread opens the connection when it first asks for it, so that a slow start of the queue's library holds up
 * nothing else, and closes it as it ends.
 */
final class QueueThread {

    /** No healthy call but a poll takes so long. */
    private static final long LATE_NANOS = Duration.ofSeconds(1).toNanos();

    private final MessageSource source;
    private final Thread thread;
    private volatile @Nullable QueueConnection connection;
    private volatile Doing doing;

    private record Doing(QueueActivity activity, long since) {}

    QueueThread(String name, MessageSource source, Consumer<QueueThread> loop) {
        this.source = source;
        this.doing = begun(QueueActivity.STARTING);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> {
            try {
                loop.accept(this);
            } finally {
                does(QueueActivity.ENDED);
                QueueConnection opened = connection;
                if (opened != null) {
                    opened.close();
                }
            }
        });
    }

    void start() {
        thread.start();
    }

    /** The connection; only for the thread itself. */
    QueueConnection connection() {
        QueueConnection opened = connection;
        if (opened == null) {
            opened = source.connect();
            connection = opened;
        }
        return opened;
    }

    /** Says what the thread does from now on; only for the thread itself. */
    void does(QueueActivity activity) {
        doing = begun(activity);
    }

    private static Doing begun(QueueActivity activity) {
        return new Doing(activity, Ticker.SYSTEM.nanos());
    }

    /** What it is at now. Safe for any thread. */
    IntakeThread now(IntakeThread.Role role) {
        Doing last = doing;
        return new IntakeThread(thread, role, last.activity(), Duration.ofNanos(Ticker.SYSTEM.nanos() - last.since()));
    }

    /** Wakes the thread up where it waits for anything but the queue. */
    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the end of the thread; returns whether it came. */
    boolean join(Duration most) throws InterruptedException {
        return thread.getState() == Thread.State.NEW || thread.join(most);
    }

    /** Has a settling call fail that waits for its answer for longer than usual; the thread goes on. */
    void abortLateCall() {
        Doing last = doing;
        boolean calling =
                last.activity() == QueueActivity.DELETING || last.activity() == QueueActivity.CHANGING_VISIBILITY;
        if (calling && Ticker.SYSTEM.nanos() - last.since() > LATE_NANOS) {
            abort();
        }
    }

    /** Asks the thread to end even when the queue does not answer it; does not wait for that. */
    void cut() {
        thread.interrupt();
        abort();
    }

    private void abort() {
        QueueConnection opened = connection;
        if (opened != null) {
            opened.abort();
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
