package io.queuewire.ops;

import java.util.Map;

/** {@code GET /metrics}: all meters as Prometheus text. */
final class MetricsEndpoint implements ManagementEndpoint {

    private final PrometheusMetrics metrics;

    MetricsEndpoint(PrometheusMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        return new ManagementResponse(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape(), Map.of());
    }
}
