package io.queuewire.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many connections of each protocol are open. Safe for any thread, without contention between event loops. */
final class ConnectionGauges {

    private final MeterRegistry registry;
    private final Map<String, LongAdder> openByProtocol = new ConcurrentHashMap<>();

    ConnectionGauges(MeterRegistry registry) {
        this.registry = registry;
    }

    LongAdder of(String protocol) {
        LongAdder open = openByProtocol.get(protocol);
        return open != null ? open : openByProtocol.computeIfAbsent(protocol, this::register);
    }

    private LongAdder register(String protocol) {
        LongAdder open = new LongAdder();
        Gauge.builder("queuewire.connections", open::sum)
                .description("open connections of clients")
                .tag("protocol", protocol)
                .register(registry);
        return open;
    }
}
