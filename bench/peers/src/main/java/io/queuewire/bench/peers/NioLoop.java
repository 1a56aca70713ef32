package io.queuewire.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The limit of what Java does with nothing but the JDK: one thread, plain WebSocket, a message encoded once, and one write for
 * each client and message. No server for real use: it has no heartbeats and no limits.
 */
public final class NioLoop {

    private static final int BACKLOG = 4_096;
    private static final int MOST_ORDER = 256;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final DatagramChannel orders;
    private final Schedule schedule = new Schedule();
    private final List<NioClient> clients = new ArrayList<>();
    private final ByteBuffer order = ByteBuffer.allocate(MOST_ORDER);

    private NioLoop(int port, int control) throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
        orders = DatagramChannel.open();
        orders.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), control));
        orders.configureBlocking(false).register(selector, SelectionKey.OP_READ);
    }

    /** Takes a port for clients and one for orders. */
    public static void main(String[] arguments) throws IOException {
        new NioLoop(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws IOException {
        while (true) {
            long early = schedule.early(System.nanoTime());
            if (early == Schedule.NEVER) {
                selector.select(this::ready);
            } else if (early <= 0) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, TimeUnit.NANOSECONDS.toMillis(early) + 1);
            }
            long now = System.nanoTime();
            if (schedule.early(now) <= 0) {
                publish(schedule.message(now));
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof NioClient client) {
                client.ready();
            } else {
                hear();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the loop ends", e);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            key.attach(new NioClient(channel, key, clients));
        }
    }

    private void hear() throws IOException {
        for (SocketAddress from = orders.receive(order.clear()); from != null; from = orders.receive(order.clear())) {
            Optional<Order> heard =
                    Order.parse(StandardCharsets.US_ASCII.decode(order.flip()).toString());
            heard.ifPresent(one -> schedule.take(one, System.nanoTime()));
            if (heard.isPresent() && heard.get() instanceof Order.Heap) {
                orders.send(ByteBuffer.wrap(LiveHeap.answer()), from);
            }
        }
    }

    private void publish(String message) {
        ByteBuffer frame = NioClient.textFrame(message.getBytes(StandardCharsets.US_ASCII));
        // Backwards: whoever is gone takes itself out, and the last one takes the place.
        for (int i = clients.size() - 1; i >= 0; i--) {
            clients.get(i).send(frame);
        }
    }
}
