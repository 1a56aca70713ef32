package io.queuewire.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a connection to another event loop, so that all connections of one session live on one thread and nothing of it
 * needs a lock. Rare: a client's second connection may land on any loop.
 */
final class ChannelMove {

    private static final Logger log = LoggerFactory.getLogger(ChannelMove.class);

    private ChannelMove() {}

    /**
     * Moves a connection if it has to be moved.
     *
     * @param arrived runs on the target loop, at once if the connection is there; never if the connection is lost
     */
    static void to(EventLoop loop, Channel channel, Runnable arrived) {
        if (channel.eventLoop().equals(loop)) {
            arrived.run();
            return;
        }
        channel.deregister().addListener(left -> {
            if (left.isSuccess()) {
                loop.register(channel).addListener(there -> {
                    if (there.isSuccess()) {
                        arrived.run();
                    } else {
                        giveUp(channel, there.cause());
                    }
                });
            } else {
                giveUp(channel, left.cause());
            }
        });
    }

    private static void giveUp(Channel channel, Throwable cause) {
        log.warn("a connection could not be moved to the loop of its session: {}", cause.toString());
        var unused = channel.close();
    }
}
