package io.queuewire.bench.fanout;

import io.queuewire.load.ServerProcess;
import io.queuewire.load.Target;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A server of the comparison as a process of its own, on free ports. It ends when this is closed, or with the comparison. */
final class ServerProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 10_000;
    private static final int MOST_ANSWER = 64;
    private static final int LAST_LINES = 5;

    private final Contender contender;
    private final Process process;
    private final int port;
    private final int control;
    private final PacketThreads packetThreads;
    private final Path log;
    private volatile Optional<Publisher> publisher = Optional.empty();
    private final Thread atExit = new Thread(this::kill, "kill server");

    private ServerProgram(
            Contender contender, Process process, int port, int control, PacketThreads packetThreads, Path log) {
        this.contender = contender;
        this.process = process;
        this.port = port;
        this.control = control;
        this.packetThreads = packetThreads;
        this.log = log;
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @throws IOException when it does not; the message says what it wrote last
     */
    static ServerProgram start(Contender contender, Pinning pinning, Path logs)
            throws IOException, InterruptedException {
        Files.createDirectories(logs);
        Path log = logs.resolve(contender.name() + ".log");
        int port;
        int control;
        try (ServerSocket forClients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DatagramSocket forOrders = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = forClients.getLocalPort();
            control = forOrders.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(pinning.server(contender.command(port, control)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("NODE_ENV", "production");
        Process process = builder.start();
        ServerProgram program = new ServerProgram(contender, process, port, control, pinning.packetThreads(), log);
        Runtime.getRuntime().addShutdownHook(program.atExit);
        try {
            program.awaitReady();
            program.startPublisher();
            return program;
        } catch (IOException | InterruptedException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isListening()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("ended with " + process.exitValue() + ": " + lastWords());
            }
            if (System.nanoTime() > end) {
                throw new IOException("does not listen after " + PATIENCE.toSeconds() + " s: " + lastWords());
            }
        }
        // Its control port may come last.
        process.waitFor(500, TimeUnit.MILLISECONDS);
    }

    private void startPublisher() throws IOException {
        Optional<List<String>> command = contender.publisher(port, control);
        if (command.isPresent()) {
            publisher = Optional.of(Publisher.start(command.get(), log));
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines =
                Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + " (" + log
                + ")";
    }

    Contender contender() {
        return contender;
    }

    long pid() {
        return process.pid();
    }

    /** User and system time up to now, of its process and those that it has started. */
    Duration cpu() {
        return new ServerProcess(pid()).usage().cpu();
    }

    /** What the kernel has done for packets on its processors up to now, on behalf of nobody; nothing if that cannot be seen. */
    Optional<Duration> packetCpu() {
        return packetThreads.cpu();
    }

    Target target() {
        return contender.target(port);
    }

    /** For datagrams, on loopback. */
    int control() {
        return control;
    }

    /** Bytes that live on its heap after a collection, if it has one and knows the question. */
    OptionalLong liveHeap() throws IOException {
        if (publisher.isPresent()) {
            return OptionalLong.empty(); // the publisher would answer for itself
        }
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] question = "heap".getBytes(StandardCharsets.US_ASCII);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(InetAddress.getLoopbackAddress(), control);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket answer = new DatagramPacket(new byte[MOST_ANSWER], MOST_ANSWER);
            socket.receive(answer);
            String[] words =
                    new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).split(" ", -1);
            return OptionalLong.of(Long.parseLong(words[1]));
        } catch (SocketTimeoutException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The comparison ends, and the hook runs.
        }
    }

    /** The first process goes first: it might start another one in the place of one that is gone. */
    private void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        publisher.ifPresent(Publisher::close);
    }
}
