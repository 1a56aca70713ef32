package io.queuewire.bench.fanout;

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
                Contender.webSocket(LIMIT, "/", java(checkout.peerLibrary(), NioLoop.class)),
                Contender.socketIo(REFERENCE, node("socketio.js")),
                Contender.webSocket("node-ws", "/", node("ws.js")),
                Contender.socketIo("netty-socketio", java(checkout.peerLibrary(), NettySocketIo.class)));
    }

    private List<String> relay(String transport) {
        return java(checkout.library(), SteeredRelay.class, transport);
    }

    /** Every Java server gets the options that the relay's users start it with. */
    private List<String> java(Path library, Class<?> main, String... more) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + checkout.javaOptions(),
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
}
