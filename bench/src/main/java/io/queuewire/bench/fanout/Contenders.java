package io.queuewire.bench.fanout;

import io.queuewire.bench.Checkout;
import io.queuewire.bench.peers.NchanPublisher;
import io.queuewire.bench.peers.NettySocketIo;
import io.queuewire.bench.peers.NioLoop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The servers that are always compared. */
record Contenders(Checkout checkout) {

    /** What others are compared with: the server that Socket.IO's own authors make. */
    static final String REFERENCE = "node-socketio";

    /** The limit. */
    static final String LIMIT = "nio-loop";

    private static final int OLDEST_WITH_START_CACHE = 25;

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

    /** As its users start it: with its own library first, or the start-up cache would not fit. */
    private List<String> relay(String transport) {
        List<String> options = new ArrayList<>(List.of("@" + checkout.javaOptions()));
        if (Files.exists(checkout.startCache()) && Runtime.version().feature() >= OLDEST_WITH_START_CACHE) {
            options.addAll(List.of("-XX:AOTCache=" + checkout.startCache(), "-Xlog:aot*=off"));
        }
        return java(
                options,
                checkout.relay() + File.pathSeparator + all(checkout.library()),
                SteeredRelay.class,
                transport);
    }

    /** With the JVM's own defaults. */
    private List<String> peer(Class<?> main) {
        return java(List.of("--enable-native-access=ALL-UNNAMED"), all(checkout.peerLibrary()), main);
    }

    private static String all(Path library) {
        return library.resolve("*").toString();
    }

    private static List<String> java(List<String> options, String classPath, Class<?> main, String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName(), "{port}", "{control}"));
        command.addAll(List.of(more));
        return List.copyOf(command);
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
