package io.queuewire.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** What the handlers of a connection tell its client. On the thread of the connection's loop. */
interface Receiver {

    /** Whether a connection is still this client's. */
    boolean isOn(Channel channel);

    /** Bytes have come, which are about to be looked at. */
    void readBegins(int bytes);

    /** Where they are put to be looked at. */
    ReadSpace readSpace();

    /** The server has let the client in. */
    void ready();

    /** An event has come; its number and time, if it has any, stand somewhere in these bytes. */
    void received(byte[] bytes, int from, int end);

    /** Puts a frame in line, whose payload is copied; it is sent when all that was read has been looked at. */
    void send(int opcode, ByteBuf payload);

    /** The connection that the client is on is over, and it was not the client that wanted it. */
    void ended(String reason);

    /** The same for a connection that it may have left before. */
    void ended(Channel channel, String reason);
}
