package io.queuewire.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes runs of deliveries to clients of a shard, sends to each client once and reports what became of the deliveries.
 *
 * <p>A run is for one audience: a client is visited once for all of it. On the shard's thread only. Kept from drain to
 * drain, so that writing to one more client allocates nothing.
 */
final class DeliveryWriter {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWriter.class);

    private final SendBatch batch;
    private final HubMetrics metrics;
    private final BiConsumer<Seat, WireFormat> writeTo = this::write;

    /** What the current drain has written so far. */
    private final List<Seat> written = new ArrayList<>();

    /** What the sockets may still be given. */
    private final List<EncodedRun> unsent = new ArrayList<>();

    private final List<Report> reports = new ArrayList<>();
    private final Map<Delivery, String> refusals = new HashMap<>();

    /** The current run, in the formats of the clients visited so far. */
    private List<Delivery> run = List.of();

    private boolean lastRun;
    private final List<EncodedRun> encodedRuns = new ArrayList<>(2);
    private @Nullable EncodedRun latest;
    private int clients;

    private record Report(Delivery delivery, int clients) {}

    DeliveryWriter(SendBatch batch, HubMetrics metrics) {
        this.batch = batch;
        this.metrics = metrics;
    }

    /**
     * Writes deliveries to the clients that they are for.
     *
     * @param next in order, all for the same audience
     * @param subscribers of their namespace
     * @param last whether {@link #flush} comes next: clients are then sent to while all that belongs to them is in the
     *     processor's cache
     */
    void write(List<Delivery> next, Subscribers subscribers, boolean last) {
        run = next;
        lastRun = last;
        clients = 0;
        try {
            subscribers.forEach(next.getFirst().message().audience(), writeTo);
        } catch (RuntimeException e) {
            next.forEach(delivery -> fail(delivery, e));
        }
        next.forEach(delivery -> reports.add(new Report(delivery, clients)));
        for (EncodedRun encoded : encodedRuns) {
            metrics.delivered(encoded.format().protocol(), encoded.deliveries());
        }
        unsent.addAll(encodedRuns);
        encodedRuns.clear();
        latest = null;
    }

    private void write(Seat seat, WireFormat format) {
        EncodedRun encoded = encodedFor(format);
        clients++;
        if (lastRun) {
            encoded.sendTo(seat.link, batch);
            seat.unflushed = false;
            return;
        }
        encoded.writeTo(seat.link);
        if (!seat.unflushed) {
            seat.unflushed = true;
            written.add(seat);
        }
    }

    /** Most clients speak the format of the one before. */
    private EncodedRun encodedFor(WireFormat format) {
        EncodedRun encoded = latest;
        if (encoded == null || !encoded.format().equals(format)) {
            encoded = encodedRuns.stream()
                    .filter(known -> known.format().equals(format))
                    .findFirst()
                    .orElseGet(() -> encode(format));
            latest = encoded;
        }
        return encoded;
    }

    private EncodedRun encode(WireFormat format) {
        List<EncodedMessage> messages = new ArrayList<>(run.size());
        for (Delivery delivery : run) {
            try {
                messages.add(delivery.in(format));
            } catch (RuntimeException e) {
                fail(delivery, e);
            }
        }
        EncodedRun encoded = EncodedRun.of(format, messages);
        encodedRuns.add(encoded);
        return encoded;
    }

    private void fail(Delivery delivery, RuntimeException cause) {
        log.error("a message could not be written to the clients of this shard", cause);
        refusals.putIfAbsent(delivery, "writing failed: " + cause);
    }

    /** Sends what has been written since the last flush, then lets its deliveries go. */
    void flush() {
        for (Seat seat : written) {
            if (seat.unflushed) {
                seat.link.flush();
                seat.unflushed = false;
            }
        }
        batch.send();
        unsent.forEach(EncodedRun::close);
        unsent.clear();
        for (Report report : reports) {
            String refusal = refusals.get(report.delivery);
            if (refusal == null) {
                report.delivery.taken(report.clients);
            } else {
                report.delivery.refused(refusal);
            }
        }
        written.clear();
        reports.clear();
        refusals.clear();
    }
}
