package io.queuewire.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** How connections to the server are opened, and from which addresses of this machine. Safe for all threads. */
final class Door {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final byte LOOPBACK = 127;

    private final Target target;
    private final InetSocketAddress address;
    private final LoadTransport.Sockets sockets;
    private final int sources;
    private final Optional<SslContext> tls;

    private Door(
            Target target,
            InetSocketAddress address,
            LoadTransport.Sockets sockets,
            int sources,
            Optional<SslContext> tls) {
        this.target = target;
        this.address = address;
        this.sockets = sockets;
        this.sources = sources;
        this.tls = tls;
    }

    /** @throws LoadException when the server's name is not known, or this machine cannot speak TLS */
    static Door to(Target target, LoadTransport.Sockets sockets, LoadPlan.Crowd crowd) {
        InetSocketAddress address = target.address();
        if (address.isUnresolved()) {
            throw new LoadException("the host " + target.host() + " is not known");
        }
        boolean severalSources = isIpv4Loopback(address.getAddress()) && crowd.sourceAddresses() > 1;
        try {
            Optional<SslContext> tls = target.encrypted()
                    ? Optional.of(SslContextBuilder.forClient().build())
                    : Optional.empty();
            return new Door(target, address, sockets, severalSources ? crowd.sourceAddresses() : 0, tls);
        } catch (SSLException e) {
            throw new LoadException("no TLS here: " + e.getMessage());
        }
    }

    private static boolean isIpv4Loopback(InetAddress address) {
        return address.getAddress().length == 4 && address.getAddress()[0] == LOOPBACK;
    }

    LoadTransport.Sockets sockets() {
        return sockets;
    }

    Bootstrap bootstrap(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(sockets.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS);
        sockets.latePort().forEach(option -> bootstrap.option(option, true));
        return bootstrap;
    }

    ChannelFuture connect(Bootstrap bootstrap, int client) {
        return sources == 0
                ? bootstrap.connect(address)
                : bootstrap.connect(address, new InetSocketAddress(source(client % sources), 0));
    }

    /** 127.0.0.1, 127.0.0.2 and so on: each has ports of its own. */
    private static InetAddress source(int index) {
        int last = index + 1;
        try {
            return InetAddress.getByAddress(new byte[] {LOOPBACK, 0, (byte) (last >> Byte.SIZE), (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    Optional<ChannelHandler> encryption(Channel channel) {
        return tls.map(context -> context.newHandler(channel.alloc(), target.host(), target.port()));
    }
}
