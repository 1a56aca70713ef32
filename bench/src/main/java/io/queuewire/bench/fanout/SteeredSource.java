package io.queuewire.bench.fanout;

import io.queuewire.load.LoadClock;
import io.queuewire.load.LoadFlow;
import io.queuewire.load.LoadPlan;
import io.queuewire.load.LoadSource;

/**
 * Messages that a server publishes by itself, as datagrams tell it to.
 *
 * @param control the server's port for them, on loopback
 * @param perSecond 0 for as many as the crowd can take
 * @param size of a message's data, in bytes
 * @param count most messages, {@link #WITHOUT_END} for any number
 * @param window most messages under way
 */
record SteeredSource(int control, int perSecond, int size, long count, long window) implements LoadSource {

    static final long WITHOUT_END = Long.MAX_VALUE / 2;

    @Override
    public LoadFlow start(LoadPlan.Members members, LoadClock clock) {
        return SteeredFlow.start(this);
    }
}
