package io.queuewire.load;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** The whole crowd, on all its event loops. For one thread, which may wait. */
final class CrowdLoops implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 2_000;

    private final EventLoopGroup group;
    private final List<CrowdLoop> loops = new ArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    CrowdLoops(LoadPlan plan, Door door, LoadClock clock) {
        LoadPlan.Crowd crowd = plan.crowd();
        this.group = new MultiThreadIoEventLoopGroup(
                crowd.threads(),
                new DefaultThreadFactory("load-loop"),
                door.sockets().io());
        int mayConnect = Math.max(1, crowd.connecting() / crowd.threads());
        for (int i = 0; i < crowd.threads(); i++) {
            loops.add(new CrowdLoop(group.next(), plan, door, clock, connections, mayConnect));
        }
        for (int i = 0; i < crowd.clients(); i++) {
            loops.get(i % loops.size()).add(i);
        }
    }

    void connectAll() {
        loops.forEach(CrowdLoop::connectAll);
    }

    void expect(long number) {
        await(loop -> loop.expect(number));
    }

    /** Clients beyond the first ones leave and come back, all at once; says how many. */
    int storm(int staying) {
        return await((CrowdLoop loop) -> loop.storm(staying)).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    void readOn() {
        await(CrowdLoop::readOn);
    }

    /** @param count in all, given out evenly */
    void churn(int count) {
        for (int i = 0; i < loops.size(); i++) {
            int share = count / loops.size() + (i < count % loops.size() ? 1 : 0);
            loops.get(i).churn(share);
        }
    }

    /** @param last the last number that was published, 0 when nobody knows it */
    Counts counts(long last) {
        return await(loop -> loop.counts(last)).stream().reduce(Counts.NOTHING, Counts::plus);
    }

    Histogram latencies() {
        List<Histogram> parts = await(CrowdLoop::latencies);
        Histogram sum = parts.getFirst();
        parts.stream().skip(1).forEach(sum::add);
        return sum;
    }

    void forgetLatencies() {
        await(CrowdLoop::forgetLatencies);
    }

    private <T> List<T> await(Function<CrowdLoop, Future<? extends T>> question) {
        List<Future<? extends T>> answers = new ArrayList<>();
        loops.forEach(loop -> answers.add(question.apply(loop)));
        List<T> results = new ArrayList<>();
        answers.forEach(answer -> results.add(answer.syncUninterruptibly().getNow()));
        return results;
    }

    /** Loops go last: they must see their connections off, or what the kernel still reads is never released. */
    @Override
    public void close() {
        connections.close().awaitUninterruptibly(PATIENCE_MILLIS);
        counts(0); // and what they do after a close is done
        group.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(2 * PATIENCE_MILLIS);
    }
}
