package io.queuewire.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many more messages may be taken in hand, by count and by bytes. Safe for any thread.
 *
 * <p>A poll cannot know how large the messages will be, so it reserves room for the largest and returns what they did not
 * need. Thus neither limit is ever passed.
 */
final class InFlightLimit {

    /** A full batch is worth this short wait, since ten small polls cost as much as ten full ones. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final int mostCount;
    private final long mostBytes;
    private int count;
    private long bytes;

    InFlightLimit(int mostCount, long mostBytes) {
        this.mostCount = mostCount;
        this.mostBytes = mostBytes;
    }

    /** Waits until there is room, and reserves it for up to so many messages of any size. */
    Reservation reserve(int wanted) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            int useful = Math.min(wanted, room(0, 0));
            long left = GATHER_NANOS;
            while (room() < 1 || (room() < useful && left > 0)) {
                if (room() < 1) {
                    freed.await();
                } else {
                    left = freed.awaitNanos(left);
                }
            }
            Reservation reservation = new Reservation(Math.min(useful, room()));
            count += reservation.places;
            bytes += (long) reservation.places * ReceivedMessage.LARGEST;
            return reservation;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the room of one message. */
    void free(int size) {
        change(-1, -(long) size);
    }

    private void change(int countChange, long bytesChange) {
        lock.lock();
        try {
            count += countChange;
            bytes += bytesChange;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int room() {
        return room(count, bytes);
    }

    private int room(int usedCount, long usedBytes) {
        return (int) Math.min(mostCount - usedCount, (mostBytes - usedBytes) / ReceivedMessage.LARGEST);
    }

    /** Room for the messages of one poll; belongs to the polling thread. Closing returns what was not occupied. */
    final class Reservation implements AutoCloseable {

        private int places;

        private Reservation(int places) {
            this.places = places;
        }

        /** For how many more messages there is room. */
        int places() {
            return places;
        }

        /** Turns one place into room for a message of this size, to be freed by it. */
        void occupy(int size) {
            places--;
            change(0, size - (long) ReceivedMessage.LARGEST);
        }

        @Override
        public void close() {
            change(-places, -(long) places * ReceivedMessage.LARGEST);
            places = 0;
        }
    }
}
