package io.queuewire.bench.fanout;

import io.queuewire.bench.Checkout;
import io.queuewire.bench.peers.NchanPublisher;
import io.queuewire.bench.peers.NettySocketIo;
import io.queuewire.bench.peers.NioLoop;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The servers that are always compared. */
record Contenders(Checkout checkout) {

    /** What others are compared with: the server that Socket.IO's own authors make. */
    static final String REFERENCE = "node-socketio";

    /** The limit. */
    static final String LIMIT = "nio-loop";

    List<Contender> all() {
        return List.of(
                Contender.socketIo("relay-io_uring", relay("IO_URING")),
                Contender.socketIo("relay-epoll", relay("EPOLL")),
                Contender.socketIo("relay-nio", relay("NIO")),
                Contender.webSocket("relay-ws", "/ws", relay("AUTO")),
                Contender.webSocket(LIMIT, "/", peer(NioLoop.class)),
                Contender.socketIo(REFERENCE, node("socketio.js")),
                Contender.webSocket("node-ws", "/", node("ws.js")),
                Contender.socketIo("netty-socketio", peer(NettySocketIo.class)),
                Contender.webSocket("nchan", "/subscribe", nginx()).publishedBy(peer(NchanPublisher.class)));
    }

    /** As its users start it. */
    private List<String> relay(String transport) {
        return java("@" + checkout.javaOptions(), checkout.library(), SteeredRelay.class, transport);
    }

    /** With the JVM's own defaults. */
    private List<String> peer(Class<?> main) {
        return java("--enable-native-access=ALL-UNNAMED", checkout.peerLibrary(), main);
    }

    private static List<String> java(String options, Path library, Class<?> main, String... more) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                options,
                "-cp",
                library.resolve("*").toString(),
                main.getName(),
                "{port}",
                "{control}");
        return Stream.concat(command.stream(), Arrays.stream(more)).toList();
    }

    private List<String> node(String script) {
        return List.of("node", "--expose-gc", checkout.node().resolve(script).toString(), "{port}", "{control}");
    }

    private List<String> nginx() {
        return List.of(
                "sh",
                checkout.nchan().resolve("start.sh").toString(),
                "{port}",
                checkout.logs().resolve("nginx").toString());
    }
}
