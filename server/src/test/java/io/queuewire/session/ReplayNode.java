package io.queuewire.session;

import io.queuewire.hub.Hub;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import io.queuewire.json.RawJson;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ManualExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A hub of one shard and what it keeps for clients that come back. */
record ReplayNode(ManualExecutor executor, ReplayLog log, Shard shard, Hub hub) {

    static ReplayNode withoutLog(ManualExecutor executor) {
        return of(executor, ReplayLimits.NOTHING);
    }

    static ReplayNode keeping(int messages) {
        return of(new ManualExecutor(), new ReplayLimits(Duration.ofMinutes(2), messages, 1 << 30));
    }

    private static ReplayNode of(ManualExecutor executor, ReplayLimits limits) {
        ReplayLog log = new ReplayLog(limits, "epoch");
        Shard shard = new Shard(executor, 100, Duration.ZERO, log, HubMetrics.NONE);
        return new ReplayNode(executor, log, shard, new Hub(List.of(shard), log));
    }

    /** Publishes an event with a number for everyone. */
    void publish(String event, long number) {
        var unused = hub.publish(PushMessage.of("/", Audience.EVERYONE, event, RawJson.number(number)));
        run();
    }

    /** Publishes an event with a number for a room. */
    void publishTo(String room, String event, long number) {
        var unused = hub.publish(
                PushMessage.of("/", new Audience.Members(Set.of(room), Set.of()), event, RawJson.number(number)));
        run();
    }

    /** Until nothing is due any more. */
    void run() {
        executor.runAll();
        executor.advance(Duration.ZERO);
    }
}
