package io.queuewire.transport;

import io.netty.channel.Channel;
import io.queuewire.session.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Every connection that has been accepted and not closed, so that all can be asked to go. Safe for any thread. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
final class OpenConnections {

    /** Says goodbye to one client in the words of its protocol; called on its event loop. */
    interface Goodbye {
        void say(DisconnectReason reason, String detail);
    }

    private final Map<Channel, Goodbye> goodbyeByChannel = new ConcurrentHashMap<>();

    /** Adds a connection, or replaces how it is said goodbye to after an upgrade. */
    void add(Channel channel, Goodbye goodbye) {
        if (goodbyeByChannel.put(channel, goodbye) == null) {
            channel.closeFuture().addListener(closed -> goodbyeByChannel.remove(channel));
        }
    }

    int size() {
        return goodbyeByChannel.size();
    }

    /** Asks all to go, spread evenly over a time. */
    void closeAll(DisconnectReason reason, String detail, Duration spread) {
        List<Map.Entry<Channel, Goodbye>> all = new ArrayList<>(goodbyeByChannel.entrySet());
        for (int i = 0; i < all.size(); i++) {
            Goodbye goodbye = all.get(i).getValue();
            all.get(i)
                    .getKey()
                    .eventLoop()
                    .schedule(
                            () -> goodbye.say(reason, detail), spread.toNanos() * i / all.size(), TimeUnit.NANOSECONDS);
        }
    }
}
