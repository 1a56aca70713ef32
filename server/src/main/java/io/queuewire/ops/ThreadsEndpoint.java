package io.queuewire.ops;

import io.queuewire.json.RawJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code GET /admin/threads}: what each thread is at now and for how long, as text, or as JSON for who asks for it. First
 * those that carry messages, then all others of the process.
 */
final class ThreadsEndpoint implements ManagementEndpoint {

    private static final int FRAMES = 12;
    private static final int FRAMES_OF_OTHERS = 3;

    private final Supplier<List<Worker>> workers;

    /** A thread as it is shown. */
    private record Shown(
            String name, String role, Thread.State state, Optional<Worker.Doing> doing, List<String> stack) {}

    ThreadsEndpoint(Supplier<List<Worker>> workers) {
        this.workers = workers;
    }

    @Override
    public String path() {
        return "/admin/threads";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        List<Shown> threads = threads();
        return switch (request.query()) {
            case "format=json" -> json(threads);
            case "format=text" -> text(threads);
            case "" -> request.accept().contains("application/json") ? json(threads) : text(threads);
            default -> ManagementResponse.error(400, "expected no query, format=json or format=text");
        };
    }

    private List<Shown> threads() {
        List<Worker> known = workers.get();
        Set<Thread> looked = known.stream().map(Worker::thread).collect(Collectors.toSet());
        Stream<Shown> others = Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> !looked.contains(entry.getKey()))
                .map(entry -> new Shown(
                        entry.getKey().getName(),
                        "other",
                        entry.getKey().getState(),
                        Optional.empty(),
                        top(entry.getValue(), FRAMES_OF_OTHERS)))
                .sorted(Comparator.comparing(Shown::name));
        return Stream.concat(known.stream().map(ThreadsEndpoint::shown), others).toList();
    }

    private static Shown shown(Worker worker) {
        StackTraceElement[] stack = worker.thread().getStackTrace();
        return new Shown(
                worker.thread().getName(),
                worker.role(),
                worker.thread().getState(),
                Optional.of(worker.doing().apply(stack)),
                top(stack, FRAMES));
    }

    private static List<String> top(StackTraceElement[] stack, int frames) {
        return Arrays.stream(stack)
                .limit(frames)
                .map(StackTraceElement::toString)
                .toList();
    }

    private static ManagementResponse json(List<Shown> threads) {
        return ManagementResponse.json(
                200,
                RawJson.object(Map.of(
                        "threads",
                        RawJson.array(
                                threads.stream().map(ThreadsEndpoint::object).toList()))));
    }

    private static RawJson object(Shown thread) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("name", RawJson.string(thread.name()));
        members.put("role", RawJson.string(thread.role()));
        members.put("state", RawJson.string(thread.state().name()));
        members.put(
                "activity",
                thread.doing().map(doing -> RawJson.string(doing.what())).orElse(RawJson.NULL));
        members.put(
                "forMillis",
                thread.doing()
                        .map(doing -> RawJson.number(doing.since().toMillis()))
                        .orElse(RawJson.NULL));
        members.put(
                "stack",
                RawJson.array(thread.stack().stream().map(RawJson::string).toList()));
        return RawJson.object(members);
    }

    private static ManagementResponse text(List<Shown> threads) {
        StringBuilder text = new StringBuilder();
        for (Shown thread : threads) {
            text.append(thread.name())
                    .append(" (")
                    .append(thread.role())
                    .append(", ")
                    .append(thread.state())
                    .append(')');
            thread.doing()
                    .ifPresent(doing -> text.append(' ')
                            .append(doing.what())
                            .append(", for ")
                            .append(seconds(doing.since())));
            text.append('\n');
            thread.stack().forEach(frame -> text.append("    at ").append(frame).append('\n'));
            text.append('\n');
        }
        return new ManagementResponse(200, "text/plain; charset=utf-8", text.toString(), Map.of());
    }

    private static String seconds(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
}
