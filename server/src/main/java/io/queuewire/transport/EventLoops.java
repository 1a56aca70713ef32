package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLog;
import io.queuewire.hub.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loops of this process and the shard that lives on each of them. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written or closed shows as a closed channel
public final class EventLoops implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLoops.class);

    /**
     * 64 bytes each, for each loop; so many sends are one system call. With more of them in one call the kernel leaves their
     * packets to a thread of its own, and whoever is last waits longer (decision 0018).
     */
    private static final int SUBMISSIONS = 256;

    /** 16 bytes each, for each loop; with fewer the kernel keeps what does not fit in a slower place. */
    private static final int COMPLETIONS = 32_768;

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;
    private final Map<EventExecutor, Shard> shardByLoop = new LinkedHashMap<>();
    private final List<LoopProbe> probes = new ArrayList<>();

    /** What differs from one kind to the next. */
    private record Io(
            IoHandlerFactory handlers,
            Class<? extends ServerChannel> serverChannel,
            Function<IoEventLoop, SocketSends> sends) {

        /** What completes at once must fit: a broadcast to all clients of a loop, or as many of them that arrive together. */
        static Io uring() {
            IoUringIoHandlerConfig config =
                    new IoUringIoHandlerConfig().setRingSize(SUBMISSIONS).setCqSize(COMPLETIONS);
            return new Io(IoUringIoHandler.newFactory(config), IoUringServerSocketChannel.class, IoUringSends::on);
        }

        static Io epoll() {
            return new Io(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, loop -> new EpollSends());
        }

        static Io nio() {
            return new Io(NioIoHandler.newFactory(), NioServerSocketChannel.class, loop -> SocketSends.none());
        }
    }

    private EventLoops(LoopsConfig config, Io io, ReplayLog replay, HubMetrics hub, LoopMetrics metrics) {
        this.group = new MultiThreadIoEventLoopGroup(
                config.threads(), new DefaultThreadFactory("queuewire-loop"), io.handlers);
        this.serverChannel = io.serverChannel;
        for (EventExecutor loop : group) {
            LoopExecutor executor = new LoopExecutor((EventLoop) loop, io.sends.apply((IoEventLoop) loop));
            shardByLoop.put(loop, new Shard(executor, config.waiting(), config.linger(), replay, hub));
            probes.add(LoopProbe.start((EventLoop) loop, metrics));
        }
    }

    /**
     * Starts the loops.
     *
     * @param replay what their shards give to clients that come back
     * @throws IllegalArgumentException when this machine does not offer the kind
     */
    public static EventLoops start(LoopsConfig config, ReplayLog replay, HubMetrics hub, LoopMetrics metrics) {
        TransportKind kind = config.kind();
        return switch (kind) {
            case AUTO -> startBest(config, replay, hub, metrics);
            case IO_URING -> {
                require(kind, IoUring.isAvailable(), IoUring::unavailabilityCause);
                yield new EventLoops(config, Io.uring(), replay, hub, metrics);
            }
            case EPOLL -> {
                require(kind, Epoll.isAvailable(), Epoll::unavailabilityCause);
                yield new EventLoops(config, Io.epoll(), replay, hub, metrics);
            }
            case NIO -> new EventLoops(config, Io.nio(), replay, hub, metrics);
        };
    }

    private static EventLoops startBest(LoopsConfig config, ReplayLog replay, HubMetrics hub, LoopMetrics metrics) {
        if (IoUring.isAvailable()) {
            log.info("transport io_uring: the fastest that this kernel offers");
            return start(config.on(TransportKind.IO_URING), replay, hub, metrics);
        }
        if (Epoll.isAvailable()) {
            log.info("transport epoll: io_uring is not available here ({})", why(IoUring.unavailabilityCause()));
            return start(config.on(TransportKind.EPOLL), replay, hub, metrics);
        }
        log.info("transport nio: no native transport here ({})", why(Epoll.unavailabilityCause()));
        return start(config.on(TransportKind.NIO), replay, hub, metrics);
    }

    private static void require(TransportKind kind, boolean available, Supplier<Throwable> cause) {
        if (!available) {
            throw new IllegalArgumentException(
                    "transport " + kind.key() + " is not available here: " + why(cause.get()));
        }
    }

    private static String why(Throwable unavailable) {
        Throwable cause = unavailable;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    EventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /**
     * Whether a connection is on a loop or can be brought there. With io_uring it cannot: what is under way in the kernel
     * stays with the ring that it was given to (Netty issue 16307).
     */
    boolean canMove(Channel connection, EventLoop to) {
        return connection.eventLoop().equals(to) || !serverChannel.equals(IoUringServerSocketChannel.class);
    }

    /** The shards, one per loop, always in the same order. */
    public Iterable<Shard> shards() {
        return shardByLoop.values();
    }

    /** What is known of each loop, always in the same order. */
    public List<LoopProbe> probes() {
        return List.copyOf(probes);
    }

    /** The shard of the loop that a channel is registered with. */
    Shard shardOf(Channel channel) {
        Shard shard = shardByLoop.get(channel.eventLoop());
        if (shard == null) {
            throw new IllegalStateException("a channel of another group of event loops: " + channel);
        }
        return shard;
    }

    /** Stops the loops after what is already queued has run, at most two seconds. */
    @Override
    public void close() {
        Duration limit = Duration.ofSeconds(2);
        shardByLoop.values().forEach(Shard::hurry);
        group.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(limit.toMillis() + 500);
    }
}
