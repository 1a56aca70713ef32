package io.queuewire.hub;

/** What the hub counts. Called on the shards' threads; must not block. */
public interface HubMetrics {

    HubMetrics NONE = (protocol, count) -> {};

    /** Messages have been written to clients of a protocol: the sum of this over time is the number of deliveries. */
    void delivered(String protocol, int count);
}
