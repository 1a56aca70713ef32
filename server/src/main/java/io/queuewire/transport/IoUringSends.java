package io.queuewire.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.unix.Socket;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoOps;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ring for each connection; the kernel takes a ring full of them with one system call.
 *
 * <p>They complete under the name of this batch instead of their channels: a send that went well, as nearly all do, is
 * compared with its length, and nothing of the connection is touched again. No send may be under way when the batch ends
 * and the loop goes on: a connection could be closed, and its descriptor be another one's, before the kernel looks at it.
 * So {@link #finish} lets the ring run until all are through, which they are as soon as they are submitted, because none of
 * them waits for room. What connections say for themselves while the ring runs is held back until it is known how far
 * each send has got: it must not come to stand in the middle of a frame.
 */
final class IoUringSends extends SocketSends implements IoUringIoHandle {

    /** {@code IORING_OP_SEND} of {@code io_uring_enter(2)}. */
    private static final byte SEND = 26;

    /** {@code MSG_DONTWAIT | MSG_NOSIGNAL} of {@code send(2)}. */
    private static final int AT_ONCE = 0x40 | 0x4000;

    private static final int FIRST_ROOM = 64;

    private static final IoHandlerContext WITHOUT_WAITING = new IoHandlerContext() {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long now) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    };

    private @Nullable IoRegistration registration;

    private CappedWriter[] writers = new CappedWriter[FIRST_ROOM];
    private ByteBuf[] bytes = new ByteBuf[FIRST_ROOM];
    private int started;
    private int completed;
    private int round;

    private final List<Unfinished> unfinished = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();

    /** A send of which the socket has not taken everything. */
    private record Unfinished(int index, int sent) {}

    /** The batch of one loop; takes part from when the loop has registered it. */
    static IoUringSends on(IoEventLoop loop) {
        IoUringSends sends = new IoUringSends();
        loop.register(sends).addListener((Future<IoRegistration> registered) -> {
            if (registered.isSuccess()) {
                sends.registration = registered.getNow();
            }
        });
        return sends;
    }

    @Override
    boolean start(Socket socket, ByteBuf shared, CappedWriter writer) {
        if (registration == null || !shared.hasMemoryAddress()) {
            return false;
        }
        long address = shared.memoryAddress() + shared.readerIndex();
        IoUringIoOps send = new IoUringIoOps(
                SEND,
                (byte) 0,
                (short) 0,
                socket.intValue(),
                0,
                address,
                shared.readableBytes(),
                AT_ONCE,
                (long) started,
                (short) 0,
                (short) 0,
                0,
                0);
        if (registration.submit(send) == 0) {
            return false;
        }
        if (started == writers.length) {
            writers = Arrays.copyOf(writers, 2 * started);
            bytes = Arrays.copyOf(bytes, 2 * started);
        }
        writers[started] = writer;
        bytes[started] = shared;
        started++;
        return true;
    }

    @Override
    int round() {
        return round;
    }

    @Override
    boolean isUnderWay(int round) {
        return started > 0 && round == this.round;
    }

    @Override
    void afterwards(Runnable action) {
        held.add(action);
    }

    @Override
    void finish() {
        if (started == 0 || registration == null) {
            return;
        }
        IoHandler ring = registration.attachment();
        while (completed < started) {
            ring.run(WITHOUT_WAITING);
        }
        int sends = started;
        started = 0;
        completed = 0;
        round++;
        for (Unfinished send : unfinished) {
            writers[send.index].queue(bytes[send.index], send.sent);
        }
        unfinished.clear();
        Arrays.fill(writers, 0, sends, null);
        Arrays.fill(bytes, 0, sends, null);
        List<Runnable> after = List.copyOf(held);
        held.clear();
        after.forEach(Runnable::run);
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        IoUringIoEvent completion = (IoUringIoEvent) event;
        int index = (int) completion.userData();
        if (completion.res() != bytes[index].readableBytes()) {
            unfinished.add(new Unfinished(index, Math.max(0, completion.res())));
        }
        completed++;
    }

    @Override
    public void close() {
        if (registration != null) {
            registration.cancel();
        }
    }
}
