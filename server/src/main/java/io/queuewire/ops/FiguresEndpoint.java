package io.queuewire.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.queuewire.json.RawJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /admin/figures}: what {@code /metrics} tells of clients, messages and latency, as a page can read it. All
 * counts are since the start; who asks twice knows the rates.
 */
final class FiguresEndpoint implements ManagementEndpoint {

    private final MeterRegistry registry;

    FiguresEndpoint(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public String path() {
        return "/admin/figures";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        Map<String, RawJson> body = new LinkedHashMap<>();
        body.put("millis", RawJson.number(TimeUnit.NANOSECONDS.toMillis(System.nanoTime())));
        body.put("connections", gauges("queuewire.connections", "protocol"));
        body.put("deliveries", counters("queuewire.deliveries", "protocol"));
        body.put("clientEvents", counters("queuewire.client.events", "outcome"));
        body.put("queueMessages", counters("queuewire.queue.messages", "outcome"));
        body.put("disconnects", counters("queuewire.disconnects", "reason"));
        body.put("pendingTasks", gauges("queuewire.event.loop.pending.tasks", "loop"));
        body.put("replay", replay());
        body.put("handOff", histogram("queuewire.handoff"));
        body.put("queueToSocket", histogram("queuewire.queue.to.socket"));
        body.put("loopLag", histogram("queuewire.event.loop.lag"));
        return ManagementResponse.json(200, RawJson.object(body));
    }

    private RawJson counters(String name, String label) {
        Map<String, Double> sums = new TreeMap<>();
        for (Counter counter : registry.find(name).counters()) {
            sums.merge(String.valueOf(counter.getId().getTag(label)), counter.count(), Double::sum);
        }
        return numbers(sums);
    }

    private RawJson gauges(String name, String label) {
        Map<String, Double> values = new TreeMap<>();
        for (Gauge gauge : registry.find(name).gauges()) {
            values.put(String.valueOf(gauge.getId().getTag(label)), gauge.value());
        }
        return numbers(values);
    }

    private RawJson replay() {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("messages", RawJson.number(Math.round(gauge("queuewire.replay.messages"))));
        members.put("bytes", RawJson.number(Math.round(gauge("queuewire.replay"))));
        members.put("oldestMillis", RawJson.number(Math.round(gauge("queuewire.replay.oldest") * 1e3)));
        return RawJson.object(members);
    }

    /** 0 while nothing is watched under this name. */
    private double gauge(String name) {
        return registry.find(name).gauges().stream().mapToDouble(Gauge::value).sum();
    }

    private static RawJson numbers(Map<String, Double> values) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        values.forEach((name, value) -> members.put(name, RawJson.number(Math.round(value))));
        return RawJson.object(members);
    }

    /** Of each bucket its upper end in microseconds and how many were no longer than that. */
    private RawJson histogram(String name) {
        Timer timer = registry.get(name).timer();
        HistogramSnapshot snapshot = timer.takeSnapshot();
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("count", RawJson.number(snapshot.count()));
        members.put("totalMicros", RawJson.number(Math.round(snapshot.total(TimeUnit.MICROSECONDS))));
        members.put(
                "buckets",
                RawJson.array(Arrays.stream(snapshot.histogramCounts())
                        .map(FiguresEndpoint::bucket)
                        .toList()));
        return RawJson.object(members);
    }

    private static RawJson bucket(CountAtBucket bucket) {
        return RawJson.array(List.of(
                RawJson.number(Math.round(bucket.bucket(TimeUnit.MICROSECONDS))),
                RawJson.number(Math.round(bucket.count()))));
    }
}
