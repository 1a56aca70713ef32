package io.queuewire.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The clients of one event loop, which connect in turn.
 *
 * <p>The methods that return a future, and those that say so, may be called from any thread; all others belong to the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks of the loop that have no result
final class CrowdLoop {

    private static final int SLOW_BUFFER = 4_096;

    private final EventLoop loop;
    private final Door door;
    private final LoadClock clock;
    private final ChannelGroup connections;
    private final Tally tally = new Tally();
    private final ReadSpace readSpace = new ReadSpace();
    private final NumberScan numbers;
    private final NumberScan times;
    private final List<LoadClient> clients = new ArrayList<>();
    private final Queue<LoadClient> waiting = new ArrayDeque<>();
    private final LoadPlan plan;
    private int mayConnect;
    private int connecting;
    private boolean admitting;
    private int nextToChurn;
    private long readBegan;

    /**
     * Has no clients yet.
     *
     * @param connections of all loops, which are added here
     * @param mayConnect most clients of this loop that connect at the same time
     */
    CrowdLoop(EventLoop loop, LoadPlan plan, Door door, LoadClock clock, ChannelGroup connections, int mayConnect) {
        this.loop = loop;
        this.plan = plan;
        this.door = door;
        this.clock = clock;
        this.connections = connections;
        this.numbers = new NumberScan(plan.members().number());
        this.times = new NumberScan(plan.members().time());
        this.mayConnect = mayConnect;
    }

    /** From any thread, before the first client connects. */
    void add(int index) {
        clients.add(new LoadClient(index, plan.scenario(), this, tally));
    }

    /** From any thread: everybody connects. */
    void connectAll() {
        loop.execute(() -> {
            waiting.addAll(clients);
            admit();
        });
    }

    private void admit() {
        if (admitting) {
            return; // a client that fails at once comes here from within
        }
        admitting = true;
        while (connecting < mayConnect && !waiting.isEmpty()) {
            connecting++;
            waiting.remove().connect();
        }
        admitting = false;
    }

    /** A client is in, or has failed to get in. */
    void settled() {
        connecting--;
        admit();
    }

    ChannelFuture open(LoadClient client) {
        Bootstrap bootstrap = door.bootstrap(loop).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                door.encryption(channel).ifPresent(channel.pipeline()::addLast);
                channel.pipeline()
                        .addLast(new HttpResponseDecoder(), new Handshake(client, plan.protocol(), plan.target()));
            }
        });
        if (plan.scenario().isSlow(client.index())) {
            // What the kernel takes in for it would hide for long that it reads nothing.
            bootstrap.option(ChannelOption.SO_RCVBUF, SLOW_BUFFER);
        }
        ChannelFuture opening = door.connect(bootstrap, client.index());
        connections.add(opening.channel());
        return opening;
    }

    void after(Duration delay, Runnable task) {
        loop.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** All events of one read have arrived at the same time: asking the clock once is enough. */
    void readBegins() {
        readBegan = clock.micros();
    }

    long readBegan() {
        return readBegan;
    }

    /** The time that an event carries, as {@link #readBegan} counts. */
    long micros(long written) {
        return clock.micros(written);
    }

    ReadSpace readSpace() {
        return readSpace;
    }

    NumberScan numbers() {
        return numbers;
    }

    NumberScan times() {
        return times;
    }

    /** From any thread: all who are there are to receive everything from a number on. */
    Future<?> expect(long number) {
        return loop.submit(() -> clients.forEach(client -> client.expect(number)));
    }

    /** From any thread: clients beyond the first ones leave and come back, all at once; says how many. */
    Future<Integer> storm(int staying) {
        return loop.submit(() -> {
            mayConnect = Integer.MAX_VALUE;
            clients.stream().filter(client -> client.index() >= staying).forEach(this::comeBack);
            int away = waiting.size();
            admit();
            return away;
        });
    }

    private void comeBack(LoadClient client) {
        if (client.leave()) {
            waiting.add(client);
        }
    }

    /** From any thread: the next few clients leave and come back. */
    void churn(int count) {
        loop.execute(() -> {
            for (int i = 0; i < count && !clients.isEmpty(); i++) {
                comeBack(clients.get(nextToChurn));
                nextToChurn = (nextToChurn + 1) % clients.size();
            }
            admit();
        });
    }

    /** Clients that read nothing read again. */
    Future<?> readOn() {
        return loop.submit(() -> clients.forEach(LoadClient::readOn));
    }

    /**
     * What the clients have seen.
     *
     * @param last the last number that was published; what has not come of it yet counts as lost. 0 when nobody knows it
     */
    Future<Counts> counts(long last) {
        return loop.submit(() -> tally.counts(last == 0 ? 0 : missing(last)));
    }

    private long missing(long last) {
        return clients.stream().mapToLong(client -> client.missing(last)).sum();
    }

    Future<Histogram> latencies() {
        return loop.submit(tally::latencies);
    }

    /** From any thread: only what comes later is timed. */
    Future<?> forgetLatencies() {
        return loop.submit(tally::forgetLatencies);
    }
}
