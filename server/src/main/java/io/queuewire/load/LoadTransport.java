package io.queuewire.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;
import java.util.Locale;

/** How the crowd's event loops wait for the kernel. */
public enum LoadTransport {
    /** The best that this machine offers. */
    AUTO,
    IO_URING,
    EPOLL,
    NIO;

    /** So many may complete at once, on each loop, before the kernel has to put them aside. */
    private static final int COMPLETIONS = 32_768;

    /** The name as a command line writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this machine offers it. */
    public boolean isAvailable() {
        return switch (this) {
            case AUTO, NIO -> true;
            case IO_URING -> IoUring.isAvailable();
            case EPOLL -> Epoll.isAvailable();
        };
    }

    /**
     * What Netty needs for it.
     *
     * @param latePort what makes the system choose a port only when it connects, so that none is tied up before
     */
    record Sockets(IoHandlerFactory io, Class<? extends Channel> channel, List<ChannelOption<Boolean>> latePort) {}

    Sockets sockets() {
        return switch (this) {
            case AUTO -> best().sockets();
            case IO_URING ->
                new Sockets(
                        IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(COMPLETIONS)),
                        IoUringSocketChannel.class,
                        List.of());
            case EPOLL ->
                new Sockets(
                        EpollIoHandler.newFactory(),
                        EpollSocketChannel.class,
                        List.of(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT));
            case NIO -> new Sockets(NioIoHandler.newFactory(), NioSocketChannel.class, List.of());
        };
    }

    /** What {@link #AUTO} means here. */
    LoadTransport best() {
        return List.of(IO_URING, EPOLL, NIO).stream()
                .filter(LoadTransport::isAvailable)
                .findFirst()
                .orElse(NIO);
    }
}
