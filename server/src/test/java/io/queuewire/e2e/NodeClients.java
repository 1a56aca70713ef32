package io.queuewire.e2e;

import static io.queuewire.e2e.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.testkit.Tool;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Clients of the official JavaScript library, all in one process of Node; {@code src/test/node/clients} is its program. */
final class NodeClients implements AutoCloseable {

    private static final String PROGRAM = "src/test/node/clients/clients.js";

    private final int count;
    private final Process process;
    private final BufferedWriter commands;
    private final List<Log> logs;
    private int asked;

    /** What has happened to one client. */
    private record Log(
            List<Boolean> connections,
            List<String> upgrades,
            List<Event> events,
            List<Ending> endings,
            BlockingQueue<RawJson> answers) {
        static Log empty() {
            return new Log(
                    new CopyOnWriteArrayList<>(),
                    new CopyOnWriteArrayList<>(),
                    Collections.synchronizedList(new ArrayList<>()),
                    new CopyOnWriteArrayList<>(),
                    new LinkedBlockingQueue<>());
        }
    }

    /**
     * An event that arrived.
     *
     * @param data its argument; JSON null when it was too long to be told
     * @param bytes how long its arguments were on the wire, with {@code sha256} of them
     * @param at when, in milliseconds of the system's clock
     */
    record Event(String name, RawJson data, int bytes, String sha256, double at) {}

    /**
     * An end of a connection.
     *
     * @param reason in the words of the library
     * @param code of the WebSocket's close frame
     */
    record Ending(String reason, int code) {}

    private NodeClients(int count, Process process) {
        this.count = count;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.logs = IntStream.range(0, count).mapToObj(client -> Log.empty()).toList();
    }

    /** Connects clients, and waits until all are in the main namespace. */
    static NodeClients connect(URI relay, int count) throws IOException {
        return connect(relay, count, "{}");
    }

    /** @param options of the library, as a JSON object */
    static NodeClients connect(URI relay, int count, String options) throws IOException {
        Process process = new ProcessBuilder(
                        "node",
                        PROGRAM,
                        Tool.CLIENT_PACKAGE.toRealPath().toString(),
                        relay.toString(),
                        Integer.toString(count),
                        options)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        NodeClients clients = new NodeClients(count, process);
        Thread.ofPlatform().daemon().name("node-clients").start(clients::read);
        eventually()
                .untilAsserted(() -> assertThat(clients.logs)
                        .allSatisfy(log -> assertThat(log.connections()).isNotEmpty()));
        return clients;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = lines.readLine()) != null; ) {
                note(RawJson.parse(line, JsonLimits.QUEUE).members());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note(Map<String, RawJson> line) {
        Log log = logs.get(number(line.get("client")));
        switch (line.get("is").asString()) {
            case "connected" ->
                log.connections().add(Boolean.parseBoolean(line.get("recovered").text()));
            case "upgraded" -> log.upgrades().add("upgraded");
            case "refused" -> System.out.println("a client was refused: " + line);
            case "disconnected" ->
                log.endings().add(new Ending(line.get("reason").asString(), number(line.get("code"))));
            case "answer" -> log.answers().add(line.get("data"));
            case "event" ->
                log.events()
                        .add(new Event(
                                line.get("event").asString(),
                                line.getOrDefault("data", RawJson.NULL),
                                number(line.get("bytes")),
                                line.get("sha256").asString(),
                                Double.parseDouble(line.get("at").text())));
            default -> throw new IllegalStateException("unknown line " + line);
        }
    }

    private static int number(RawJson value) {
        return Integer.parseInt(value.text());
    }

    /** What a client has received so far, in order. */
    List<Event> events(int client) {
        return List.copyOf(logs.get(client).events());
    }

    /** What each client has received so far. */
    Stream<List<Event>> eventsOfEach() {
        return IntStream.range(0, count).mapToObj(this::events);
    }

    /** From now on only later events count. */
    void forgetEvents() {
        logs.forEach(log -> log.events().clear());
    }

    /** Waits until each client has received so many events. */
    void awaitEvents(int expected) {
        eventually()
                .untilAsserted(() -> assertThat(eventsOfEach().map(List::size)).allMatch(size -> size >= expected));
    }

    /** How the connections of all clients ended so far. */
    List<Ending> endings() {
        return logs.stream().flatMap(log -> log.endings().stream()).toList();
    }

    /** How often all clients together have connected. */
    int connections() {
        return logs.stream().mapToInt(log -> log.connections().size()).sum();
    }

    /** How many changes from polling to WebSocket all clients together have made. */
    int upgrades() {
        return logs.stream().mapToInt(log -> log.upgrades().size()).sum();
    }

    /** For each connection of a client so far, whether the server took it for one that came back. */
    List<Boolean> recoveries(int client) {
        return List.copyOf(logs.get(client).connections());
    }

    /** Sends an event and waits for the server's acknowledgement. */
    String ask(int client, String event, String data) throws Exception {
        command(client, event, data, ",\"ask\":" + ++asked);
        BlockingQueue<RawJson> answers = logs.get(client).answers();
        eventually().until(() -> !answers.isEmpty());
        return answers.take().text();
    }

    /** Sends an event without asking for an acknowledgement. */
    void emit(int client, String event, String data) throws IOException {
        command(client, event, data, "");
    }

    private void command(int client, String event, String data, String more) throws IOException {
        commands.write("{\"client\":%d,\"event\":%s,\"data\":%s%s}\n"
                .formatted(client, RawJson.string(event).text(), data, more));
        commands.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
