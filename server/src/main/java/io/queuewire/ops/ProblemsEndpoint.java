package io.queuewire.ops;

import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /admin/problems}: the last warnings and errors of the log, the newest first. */
final class ProblemsEndpoint implements ManagementEndpoint {

    private final Supplier<List<Problem>> problems;

    ProblemsEndpoint(Supplier<List<Problem>> problems) {
        this.problems = problems;
    }

    @Override
    public String path() {
        return "/admin/problems";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        return ManagementResponse.json(
                200,
                RawJson.object(Map.of(
                        "problems",
                        RawJson.array(problems.get().stream()
                                .map(ProblemsEndpoint::object)
                                .toList()))));
    }

    private static RawJson object(Problem problem) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("time", RawJson.string(problem.time().toString()));
        members.put("level", RawJson.string(problem.level()));
        members.put("thread", RawJson.string(problem.thread()));
        members.put("logger", RawJson.string(problem.logger()));
        members.put("message", RawJson.string(problem.message()));
        members.put("trace", RawJson.string(problem.trace()));
        return RawJson.object(members);
    }
}
