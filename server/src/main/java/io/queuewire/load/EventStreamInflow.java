package io.queuewire.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;

/** Reads one event stream line by line; of an event with several lines of data the first one is searched for its number. */
final class EventStreamInflow extends Inflow {

    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Receiver client;
    private boolean inData;

    EventStreamInflow(Receiver client) {
        super(client);
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpContent part) {
                take(context, part.content());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
        if (message instanceof LastHttpContent) {
            client.ended(context.channel(), "end of stream");
        }
    }

    @Override
    int next(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        if (at == end) {
            if (end - from > MOST_BYTES) {
                client.ended("not an event stream");
            }
            return from;
        }
        if (at - from <= 1) {
            inData = false;
        } else if (!inData && isData(bytes, from, at)) {
            inData = true;
            client.received(bytes, from + DATA.length, at);
        }
        return at + 1;
    }

    private static boolean isData(byte[] bytes, int from, int end) {
        int nameEnd = from + DATA.length;
        return nameEnd <= end && Arrays.equals(bytes, from, nameEnd, DATA, 0, DATA.length);
    }
}
