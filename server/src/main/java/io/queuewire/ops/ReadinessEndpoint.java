package io.queuewire.ops;

import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /readyz}: 200 when every part is ready, else 503, both with each part's state. Open, because a kubelet presents
 * no token.
 */
final class ReadinessEndpoint implements ManagementEndpoint {

    private final List<HealthCheck> checks;

    ReadinessEndpoint(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    @Override
    public String path() {
        return "/readyz";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        boolean ready = true;
        Map<String, RawJson> parts = new LinkedHashMap<>();
        for (HealthCheck check : checks) {
            Health health = check.ask();
            ready &= health instanceof Health.Ready;
            parts.put(check.name(), part(health));
        }
        Map<String, RawJson> body = new LinkedHashMap<>();
        body.put("ready", RawJson.bool(ready));
        body.put("parts", RawJson.object(parts));
        return ManagementResponse.json(ready ? 200 : 503, RawJson.object(body));
    }

    private static RawJson part(Health health) {
        Map<String, RawJson> part = new LinkedHashMap<>();
        switch (health) {
            case Health.Ready(Optional<String> note) -> {
                part.put("ready", RawJson.bool(true));
                note.ifPresent(text -> part.put("note", RawJson.string(text)));
            }
            case Health.NotReady(String reason) -> {
                part.put("ready", RawJson.bool(false));
                part.put("reason", RawJson.string(reason));
            }
        }
        return RawJson.object(part);
    }
}
