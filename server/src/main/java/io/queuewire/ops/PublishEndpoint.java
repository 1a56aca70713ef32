package io.queuewire.ops;

import io.queuewire.intake.Decoded;
import io.queuewire.intake.PublishRequest;
import io.queuewire.json.RawJson;
import io.queuewire.message.HandOff;
import io.queuewire.message.Publisher;
import io.queuewire.message.PushMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code POST /publish}: one message past the queue, straight to clients; answers when it is with them. */
public final class PublishEndpoint implements ManagementEndpoint {

    private static final int LARGEST = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PublishRequest requests;
    private final Publisher publisher;

    public PublishEndpoint(PublishRequest requests, Publisher publisher) {
        this.requests = requests;
        this.publisher = publisher;
    }

    @Override
    public String path() {
        return "/publish";
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
        return switch (requests.decode(request.body())) {
            case Decoded.Push push -> publish(push.message());
            case Decoded.Invalid invalid -> ManagementResponse.error(400, invalid.reason());
            case Decoded.ForNobody forNobody -> ManagementResponse.error(400, forNobody.reason());
        };
    }

    private ManagementResponse publish(PushMessage message) {
        try {
            return accepted(
                    publisher.publish(message).toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return later("the relay cannot take it now");
        } catch (TimeoutException e) {
            return later("an event loop does not take it; it may still go out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return later("the relay stops");
        }
    }

    private static ManagementResponse accepted(HandOff handOff) {
        Map<String, RawJson> body = new LinkedHashMap<>();
        body.put("position", RawJson.string(handOff.position()));
        body.put("clients", RawJson.number(handOff.clients()));
        return ManagementResponse.json(202, RawJson.object(body));
    }

    private static ManagementResponse later(String reason) {
        return ManagementResponse.error(429, reason).with("Retry-After", "1");
    }
}
