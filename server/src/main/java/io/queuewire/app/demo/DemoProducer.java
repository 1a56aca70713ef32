package io.queuewire.app.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes items up, so many a second, until it is closed. */
public final class DemoProducer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DemoProducer.class);

    private static final List<String> MATERIALS = List.of(
            "Brass", "Oak", "Linen", "Copper", "Walnut", "Wool", "Glass", "Marble", "Cork", "Willow", "Slate",
            "Velvet");
    private static final List<String> THINGS = List.of(
            "lamp", "stool", "bowl", "kettle", "tray", "blanket", "vase", "clock", "basket", "mirror", "bench",
            "candle");

    private final DemoItems items;
    private final RandomGenerator random;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "queuewire-producer"));

    public DemoProducer(DemoItems items, RandomGenerator random) {
        this.items = items;
        this.random = random;
    }

    /**
     * Starts producing.
     *
     * @param perSecond how many, more than 0
     */
    public void start(double perSecond) {
        long period = Math.max(1, Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond));
        var unused = thread.scheduleAtFixedRate(this::produce, period, period, TimeUnit.NANOSECONDS);
    }

    private void produce() {
        items.send(next()).whenComplete((id, failure) -> {
            if (failure != null) {
                log.warn("the producer could not send an item: {}", failure.toString());
            }
        });
    }

    private Item next() {
        String name = MATERIALS.get(random.nextInt(MATERIALS.size())) + " " + THINGS.get(random.nextInt(THINGS.size()));
        return new Item(name, BigDecimal.valueOf(random.nextLong(500, 25_000), 2), random.nextInt(1, 60));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
