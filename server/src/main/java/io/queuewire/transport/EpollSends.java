package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/** One system call for each connection, at once; the sockets of epoll do not block. */
final class EpollSends extends SocketSends {

    @Override
    boolean start(Socket socket, ByteBuf shared, CappedWriter writer) {
        if (!shared.hasMemoryAddress()) {
            return false;
        }
        int sent = 0;
        try {
            sent = socket.sendAddress(shared.memoryAddress(), shared.readerIndex(), shared.writerIndex());
        } catch (IOException broken) {
            // The channel meets the same as it writes what is left, and ends as it does.
        }
        if (sent < shared.readableBytes()) {
            writer.queue(shared, sent);
        }
        return true;
    }
}
