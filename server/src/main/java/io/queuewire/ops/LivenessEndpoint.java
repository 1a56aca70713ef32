package io.queuewire.ops;

import io.queuewire.json.RawJson;
import java.util.Map;

/** {@code GET /livez}: that it answers at all is the answer. Open, because a kubelet presents no token. */
final class LivenessEndpoint implements ManagementEndpoint {

    @Override
    public String path() {
        return "/livez";
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
        return ManagementResponse.json(200, RawJson.object(Map.of("live", RawJson.bool(true))));
    }
}
