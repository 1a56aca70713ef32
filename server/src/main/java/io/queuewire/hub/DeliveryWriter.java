package io.queuewire.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one delivery after the other to clients of a shard, then flushes each of them once.
 *
 * <p>On the shard's thread only. Kept from drain to drain, so that writing to one more client allocates nothing.
 */
final class DeliveryWriter {

    private final HubMetrics metrics;
    private final List<Seat> written = new ArrayList<>();
    private final Consumer<Seat> writeTo = this::write;
    private @Nullable Delivery delivery;
    private int clients;
    private long drain;

    /** The format of the clients just written to, and how many they are: most share one, so it is looked up once. */
    private @Nullable WireFormat format;

    private @Nullable EncodedMessage encoded;
    private int clientsOfFormat;

    DeliveryWriter(HubMetrics metrics) {
        this.metrics = metrics;
    }

    /** Writes a delivery to the clients that it is for; returns how many they are. */
    int write(Delivery next, Subscribers subscribers) {
        delivery = next;
        clients = 0;
        try {
            subscribers.forEach(next.message().audience(), writeTo);
            return clients;
        } finally {
            countFormat();
            delivery = null;
        }
    }

    private void write(Seat seat) {
        ClientLink link = seat.link;
        link.write(encodedFor(link.format()));
        clients++;
        if (seat.writtenBy != drain) {
            seat.writtenBy = drain;
            written.add(seat);
        }
    }

    private EncodedMessage encodedFor(WireFormat wanted) {
        EncodedMessage message = encoded;
        if (message == null || !wanted.equals(format)) {
            countFormat();
            message = Objects.requireNonNull(delivery).in(wanted);
            encoded = message;
            format = wanted;
        }
        clientsOfFormat++;
        return message;
    }

    private void countFormat() {
        if (format != null) {
            metrics.delivered(format.protocol(), clientsOfFormat);
        }
        format = null;
        encoded = null;
        clientsOfFormat = 0;
    }

    /** Sends what has been written since the last flush. */
    void flush() {
        for (Seat seat : written) {
            seat.link.flush();
        }
        written.clear();
        drain++;
    }
}
