package io.queuewire.transport;

import io.netty.channel.Channel;
import io.queuewire.session.DisconnectReason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every connection that has been accepted and not closed: counts them against their limits, and can ask all of them to
 * go. Safe for any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a goodbye that cannot be said any more needs no saying
final class OpenConnections {

    /** Says goodbye to one client in the words of its protocol; called on its event loop. */
    interface Goodbye {
        void say(DisconnectReason reason, String detail);
    }

    private final ConnectionLimits limits;
    private final Map<Channel, Goodbye> goodbyeByChannel = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<InetAddress, Integer> connectionsByAddress = new ConcurrentHashMap<>();

    OpenConnections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Adds a connection that was just accepted; false when there are too many and it has to go again. */
    boolean add(Channel channel, Goodbye goodbye) {
        if (count.incrementAndGet() > limits.total()) {
            count.decrementAndGet();
            return false;
        }
        channel.closeFuture().addListener(closed -> count.decrementAndGet());
        Optional<InetAddress> address = addressOf(channel);
        if (address.isPresent() && limits.perAddress() > 0) {
            int sameAddress = connectionsByAddress.merge(address.get(), 1, Integer::sum);
            channel.closeFuture()
                    .addListener(closed -> connectionsByAddress.computeIfPresent(
                            address.get(), (key, count) -> count == 1 ? null : count - 1));
            if (sameAddress > limits.perAddress()) {
                return false;
            }
        }
        goodbyeByChannel.put(channel, goodbye);
        channel.closeFuture().addListener(closed -> goodbyeByChannel.remove(channel));
        return true;
    }

    private static Optional<InetAddress> addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }

    /** Changes how a connection is said goodbye to, after an upgrade. */
    void replaceGoodbye(Channel channel, Goodbye goodbye) {
        goodbyeByChannel.replace(channel, goodbye);
    }

    int size() {
        return goodbyeByChannel.size();
    }

    /** Asks all to go, spread evenly over a time. */
    void closeAll(DisconnectReason reason, String detail, Duration spread) {
        List<Map.Entry<Channel, Goodbye>> all = new ArrayList<>(goodbyeByChannel.entrySet());
        for (int i = 0; i < all.size(); i++) {
            Channel channel = all.get(i).getKey();
            Goodbye goodbye = all.get(i).getValue();
            channel.eventLoop()
                    .schedule(
                            () -> goodbye.say(reason, detail), spread.toNanos() * i / all.size(), TimeUnit.NANOSECONDS);
        }
    }
}
