package io.queuewire.ops;

import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code POST {"queue":"URL or name"}}: pauses or resumes the polls of one queue and answers with its state. */
final class PauseEndpoint implements ManagementEndpoint {

    private static final int LARGEST = 4 * 1024;

    private final String path;
    private final List<Intake> intakes;
    private final Consumer<Intake> change;

    PauseEndpoint(String path, List<Intake> intakes, Consumer<Intake> change) {
        this.path = path;
        this.intakes = List.copyOf(intakes);
        this.change = change;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Method method() {
        return Method.POST;
    }

    @Override
    public int largestBody() {
        return LARGEST;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        Optional<String> queue = queue(request.body());
        if (queue.isEmpty()) {
            return ManagementResponse.error(400, "expected {\"queue\":\"URL or name\"}");
        }
        List<Intake> meant = meant(queue.get());
        if (meant.isEmpty()) {
            return ManagementResponse.error(404, "there is no such queue: expected one of " + urls(intakes));
        }
        if (meant.size() > 1) {
            return ManagementResponse.error(409, "several queues have this name: expected one of " + urls(meant));
        }
        change.accept(meant.getFirst());
        IntakeStatus status = meant.getFirst().status();
        Map<String, RawJson> body = new LinkedHashMap<>();
        body.put("queue", RawJson.string(status.queue().text()));
        body.put("state", RawJson.string(status.state().label()));
        return ManagementResponse.json(200, RawJson.object(body));
    }

    private static Optional<String> queue(String body) {
        try {
            RawJson json = RawJson.parse(body, JsonLimits.CLIENT);
            return json.isObject()
                    ? Optional.ofNullable(json.members().get("queue"))
                            .filter(RawJson::isString)
                            .map(RawJson::asString)
                    : Optional.empty();
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    private List<Intake> meant(String queue) {
        List<Intake> byUrl = intakes.stream()
                .filter(intake -> intake.status().queue().text().equals(queue))
                .toList();
        return byUrl.isEmpty()
                ? intakes.stream()
                        .filter(intake -> intake.status().queue().name().equals(queue))
                        .toList()
                : byUrl;
    }

    private static List<String> urls(List<Intake> intakes) {
        return intakes.stream().map(intake -> intake.status().queue().text()).toList();
    }
}
