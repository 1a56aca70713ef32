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
import org.jspecify.annotations.Nullable;

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

    /** How one connection is asked to go, and whether it was. On its event loop only. */
    private static final class Leaving {

        private Goodbye goodbye;
        private @Nullable Runnable again;

        Leaving(Goodbye goodbye) {
            this.goodbye = goodbye;
        }

        void ask(DisconnectReason reason, String detail) {
            again = () -> goodbye.say(reason, detail);
            again.run();
        }

        /** Who was asked in the middle of an upgrade has not heard it. */
        void replace(Goodbye other) {
            goodbye = other;
            if (again != null) {
                again.run();
            }
        }
    }

    private static final long DROP_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ConnectionLimits limits;
    private final Map<Channel, Leaving> leavingByChannel = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Map<InetAddress, Integer> connectionsByAddress = new ConcurrentHashMap<>();
    private final TurnedAway beyondTotal;
    private final TurnedAway beyondAddress;

    OpenConnections(ConnectionLimits limits) {
        this.limits = limits;
        this.beyondTotal = new TurnedAway("connections.max", limits.total(), System::nanoTime);
        this.beyondAddress = new TurnedAway("connections.per-ip", limits.perAddress(), System::nanoTime);
    }

    /** Adds a connection that was just accepted; false when there are too many and it has to go again. */
    boolean add(Channel channel, Goodbye goodbye) {
        if (count.incrementAndGet() > limits.total()) {
            count.decrementAndGet();
            beyondTotal.oneMore();
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
                beyondAddress.oneMore();
                return false;
            }
        }
        leavingByChannel.put(channel, new Leaving(goodbye));
        channel.closeFuture().addListener(closed -> leavingByChannel.remove(channel));
        return true;
    }

    private static Optional<InetAddress> addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? Optional.ofNullable(remote.getAddress())
                : Optional.empty();
    }

    /** Changes how a connection is said goodbye to, after an upgrade; at once, if it has been asked to go. On its loop. */
    void replaceGoodbye(Channel channel, Goodbye goodbye) {
        Leaving leaving = leavingByChannel.get(channel);
        if (leaving != null) {
            leaving.replace(goodbye);
        }
    }

    int size() {
        return leavingByChannel.size();
    }

    /** Asks all to go, spread evenly over a time. */
    void closeAll(DisconnectReason reason, String detail, Duration spread) {
        List<Channel> all = new ArrayList<>(leavingByChannel.keySet());
        for (int i = 0; i < all.size(); i++) {
            Channel channel = all.get(i);
            channel.eventLoop()
                    .schedule(
                            new LoopTask(() -> ask(channel, reason, detail)),
                            spread.toNanos() * i / all.size(),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** Drops all that are left and waits until they are gone, but not for long. Not on an event loop. */
    void dropAll() {
        long deadline = System.nanoTime() + DROP_PATIENCE_NANOS;
        leavingByChannel.keySet().stream()
                .map(Channel::close)
                .toList()
                .forEach(closed -> closed.awaitUninterruptibly(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    private void ask(Channel channel, DisconnectReason reason, String detail) {
        Leaving leaving = leavingByChannel.get(channel);
        if (!channel.eventLoop().inEventLoop()) {
            // The channel has moved to another loop meanwhile.
            channel.eventLoop().execute(() -> ask(channel, reason, detail));
        } else if (leaving != null) {
            leaving.ask(reason, detail);
        }
    }
}
