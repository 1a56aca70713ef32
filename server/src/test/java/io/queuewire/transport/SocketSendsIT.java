package io.queuewire.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.util.ReferenceCountUtil;
import io.queuewire.hub.HubMetrics;
import io.queuewire.hub.ReplayLimits;
import io.queuewire.hub.ReplayLog;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Bytes that many connections share, on their way to real sockets. What is said comes in records of a length, a number and
 * that number again and again: bytes that are missing or stand in the wrong place show as a record that is not whole.
 */
@OnEveryTransport
@SuppressWarnings("FutureReturnValueIgnored") // what fails shows in what clients read
class SocketSendsIT {

    private static final int SEND_BUFFER = 64 << 10;

    /** More numbers than any socket takes at once. */
    private static final int LARGE = 200_000;

    private final TransportKind kind;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private EventLoops loops;
    private EventLoop loop;
    private SocketSends batch;
    private Channel server;

    SocketSendsIT(TransportKind kind) {
        this.kind = kind;
    }

    /** The server's side of a connection: each byte that comes in is answered at once with a record. */
    private static final class Peer extends ChannelDuplexHandler {

        private final Channel channel;
        private final CappedWriter writer;
        private boolean gone;
        private int writes;

        Peer(Channel channel) {
            this.channel = channel;
            this.writer = new CappedWriter(
                    channel, channel, new OutboundLimits(Integer.MAX_VALUE, Duration.ofMinutes(1)), () -> {});
        }

        void say(ByteBuf record) {
            writer.write(record);
            writer.flush();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            while (bytes.isReadable()) {
                say(record(bytes.readByte() & 0xff, 50));
            }
            ReferenceCountUtil.release(message);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            writes++;
            ctx.write(message, promise);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            gone = true;
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            channel.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        loops = EventLoops.start(
                LoopsConfig.of(kind, 1), new ReplayLog(ReplayLimits.NOTHING, "e"), HubMetrics.NONE, lag -> {});
        loop = loops.group().next();
        batch = (SocketSends) loops.shards().iterator().next().executor().batch();
        server = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Peer peer = new Peer(channel);
                        channel.pipeline().addLast(peer);
                        peers.add(peer);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        server.close().sync();
        loops.close();
    }

    @Test
    void everyOneGetsTheSameBytesAndNobodyKeepsThem() throws Exception {
        List<DataInputStream> inputs = connect(40);
        for (int number = 1; number <= 3; number++) {
            assertThat(broadcast(number, 200)).as("holds on the shared bytes").isEqualTo(1);
        }
        for (DataInputStream input : inputs) {
            assertThat(numbers(input, 3)).containsExactly(1, 2, 3);
        }
        assertThat(peers)
                .as("past its channel where sockets are in reach")
                .allSatisfy(peer -> assertThat(peer.writes).isEqualTo(kind == TransportKind.NIO ? 3 : 0));
    }

    @Test
    void whatASocketDoesNotTakeFollowsAndKeepsItsPlace() throws Exception {
        List<DataInputStream> inputs = connect(3);
        broadcast(1, LARGE);
        broadcast(2, 200);
        onLoop(() -> peers.forEach(peer -> peer.say(record(3, 200))));
        broadcast(4, LARGE);
        for (DataInputStream input : inputs) {
            assertThat(numbers(input, 4)).containsExactly(1, 2, 3, 4);
        }
        await().untilAsserted(() -> assertThat(broadcast(5, 200)).isEqualTo(1));
    }

    /** The loop looks at its connections as it sends a batch: what one of them asks then must not be answered in the middle. */
    @Test
    void whatIsAskedWhileABatchIsSentIsAnsweredBehindIt() throws Exception {
        List<DataInputStream> inputs = connect(3);
        onLoop(() -> {
            ByteBuf shared = record(1, LARGE);
            clients.forEach(SocketSendsIT::ask);
            peers.forEach(peer -> batch.add(peer.writer, shared));
            batch.send();
            shared.release();
        });
        for (DataInputStream input : inputs) {
            assertThat(numbers(input, 2)).containsExactly(1, 200);
        }
    }

    private static void ask(Socket client) {
        try {
            client.getOutputStream().write(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWaitsUnflushedGoesFirst() throws Exception {
        List<DataInputStream> inputs = connect(1);
        onLoop(() -> peers.getFirst().writer.write(record(1, 100)));
        broadcast(2, 100);
        assertThat(numbers(inputs.getFirst(), 2)).containsExactly(1, 2);
    }

    /** More buffers than one call to the kernel takes: a ring that gives some connections none of that room must not turn for them. */
    @Test
    void manyRecordsForManyAtOnceDoNotKeepTheLoopBusy() throws Exception {
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        Logger ring = (Logger) LoggerFactory.getLogger(IoUringIoHandler.class);
        warnings.start();
        ring.addAppender(warnings);
        try {
            List<DataInputStream> inputs = connect(400);
            onLoop(() -> {
                for (Peer peer : peers) {
                    for (int number = 1; number <= 10; number++) {
                        peer.writer.write(record(number, 10));
                    }
                    peer.writer.flush();
                }
            });
            for (DataInputStream input : inputs) {
                assertThat(numbers(input, 10)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
            }
            assertThat(warnings.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEmpty();
        } finally {
            ring.detachAppender(warnings);
        }
    }

    @Test
    void oneThatHasGoneDisturbsNobody() throws Exception {
        List<DataInputStream> inputs = connect(3);
        clients.get(1).setSoLinger(true, 0);
        clients.get(1).close();
        broadcast(1, 200);
        onLoop(() -> peers.get(2).channel.close());
        assertThat(broadcast(2, 200)).isEqualTo(1);
        await().until(() -> peers.get(1).gone);
        assertThat(broadcast(3, 200)).isEqualTo(1);
        assertThat(numbers(inputs.getFirst(), 3)).containsExactly(1, 2, 3);
    }

    @Test
    void nothingFollowsTheEnd() throws Exception {
        List<DataInputStream> inputs = connect(1);
        broadcast(1, LARGE);
        onLoop(() -> peers.getFirst().writer.end(record(2, 100)));
        broadcast(3, 100);
        assertThat(numbers(inputs.getFirst(), 2)).containsExactly(1, 2);
        onLoop(() -> peers.getFirst().channel.close());
        assertThat(inputs.getFirst().read()).isEqualTo(-1);
    }

    /** Clients ask for answers all the time, so that these and broadcasts meet in full sockets in every order. */
    @Test
    void recordsStayWholeAndInOrderWhateverIsSaidMeanwhile() throws Exception {
        Random random = new Random(20_261_122);
        int rounds = 150;
        List<DataInputStream> inputs = connect(20);
        List<CompletableFuture<List<Integer>>> heard = new ArrayList<>();
        for (DataInputStream input : inputs) {
            heard.add(CompletableFuture.supplyAsync(() -> hear(input), Thread::startVirtualThread));
        }
        for (int round = 0; round < rounds; round++) {
            for (Socket client : clients) {
                if (random.nextInt(3) == 0) {
                    client.getOutputStream().write(200 + random.nextInt(50));
                }
            }
            int number = 1_000 + round;
            int size = random.nextInt(4) == 0 ? 40_000 + random.nextInt(100_000) : 1 + random.nextInt(400);
            List<Integer> chatty = random.ints(3, 0, peers.size()).boxed().toList();
            onLoop(() -> chatty.forEach(index -> peers.get(index).say(record(100, 30))));
            broadcast(number, size);
        }
        broadcast(0, 1);
        List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            expected.add(1_000 + round);
        }
        for (CompletableFuture<List<Integer>> numbers : heard) {
            assertThat(numbers.get().stream().filter(number -> number >= 1_000)).containsExactlyElementsOf(expected);
        }
        assertThat(heard.stream().flatMap(numbers -> numbers.join().stream()))
                .as("answers and what was said to one client")
                .contains(100)
                .anyMatch(number -> number >= 200 && number < 250);
    }

    private List<DataInputStream> connect(int count) throws Exception {
        List<DataInputStream> inputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket client = new Socket();
            client.setSoTimeout(20_000);
            client.connect((InetSocketAddress) server.localAddress());
            clients.add(client);
            inputs.add(new DataInputStream(client.getInputStream()));
        }
        await().until(() -> peers.size() == clients.size());
        return inputs;
    }

    /** Returns how many hold the shared bytes once the batch has been sent. */
    private int broadcast(int number, int size) throws Exception {
        CompletableFuture<Integer> holds = new CompletableFuture<>();
        loop.execute(() -> {
            ByteBuf shared = record(number, size);
            peers.forEach(peer -> batch.add(peer.writer, shared));
            batch.send();
            holds.complete(shared.refCnt());
            shared.release();
        });
        return holds.get();
    }

    private void onLoop(Runnable action) throws Exception {
        loop.submit(action).get();
    }

    private static ByteBuf record(int number, int size) {
        ByteBuf record = ByteBufAllocator.DEFAULT.directBuffer(4 + 4 * size);
        record.writeInt(size);
        for (int i = 0; i < size; i++) {
            record.writeInt(number);
        }
        return record;
    }

    private static List<Integer> numbers(DataInputStream input, int count) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(number(input));
        }
        return numbers;
    }

    private static int number(DataInputStream input) throws IOException {
        int size = input.readInt();
        assertThat(size).isBetween(1, LARGE);
        byte[] bytes = new byte[4 * size];
        input.readFully(bytes);
        IntBuffer values = ByteBuffer.wrap(bytes).asIntBuffer();
        int number = values.get(0);
        for (int i = 1; i < size; i++) {
            if (values.get(i) != number) {
                throw new AssertionError("record " + number + " of " + size + " is not whole at " + i);
            }
        }
        return number;
    }

    private static List<Integer> hear(DataInputStream input) {
        List<Integer> numbers = new ArrayList<>();
        try {
            for (int number; (number = number(input)) != 0; ) {
                numbers.add(number);
            }
        } catch (EOFException early) {
            throw new AssertionError("the connection ended after " + numbers.size(), early);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}
