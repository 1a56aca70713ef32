package io.queuewire.bench.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Has a server publish what it is told to: one thread hears orders, another one publishes. */
public final class Steering {

    /** The server's own way of sending. */
    public interface Publisher {

        /**
         * Sends one message to everybody.
         *
         * @param json an object with its number as {@code seq} and the time, {@link System#nanoTime}, as {@code ts}
         */
        void publish(String json);
    }

    private static final int MOST_BYTES = 256;

    private final DatagramSocket socket;
    private final Publisher publisher;
    /** Guarded by itself. */
    private final Schedule schedule = new Schedule();

    private final Thread publishing = Thread.ofPlatform().name("publish").unstarted(this::publish);

    private Steering(DatagramSocket socket, Publisher publisher) {
        this.socket = socket;
        this.publisher = publisher;
    }

    /**
     * Starts both threads.
     *
     * @param port for datagrams, on loopback
     */
    public static void start(int port, Publisher publisher) throws IOException {
        Steering steering = new Steering(new DatagramSocket(port, InetAddress.getLoopbackAddress()), publisher);
        Thread.ofPlatform().name("steering").start(steering::hear);
        steering.publishing.start();
    }

    private void hear() {
        DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
        try {
            while (true) {
                packet.setLength(MOST_BYTES);
                socket.receive(packet);
                Optional<Order> order =
                        Order.parse(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII));
                if (order.isPresent()) {
                    obey(order.get(), packet);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("steering ends", e);
        }
    }

    private void obey(Order order, DatagramPacket packet) throws IOException {
        if (order instanceof Order.Heap) {
            byte[] answer = LiveHeap.answer();
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
        synchronized (schedule) {
            schedule.take(order, System.nanoTime());
        }
        LockSupport.unpark(publishing);
    }

    private void publish() {
        while (true) {
            long early;
            Optional<String> message = Optional.empty();
            synchronized (schedule) {
                long now = System.nanoTime();
                early = schedule.early(now);
                if (early <= 0) {
                    message = Optional.of(schedule.message(now));
                }
            }
            message.ifPresentOrElse(publisher::publish, () -> LockSupport.parkNanos(this, early));
        }
    }
}
