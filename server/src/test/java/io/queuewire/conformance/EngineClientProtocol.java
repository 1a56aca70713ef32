package io.queuewire.conformance;

import io.queuewire.hub.Shard;
import io.queuewire.hub.WireFormat;
import io.queuewire.json.RawJson;
import io.queuewire.session.ClientRequest;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.transport.EngineIoProtocol;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What the suite of the engine.io-client package talks to: a greeting, an echo and a few questions with set answers. */
final class EngineClientProtocol implements EngineIoProtocol {

    private static final WireFormat NONE = new NoBroadcast("engineio");
    private static final String SENTENCE = "пойду спать всем спокойной ночи";

    /** The headers of each session's latest POST. */
    private final Map<EngineIoSession, ClientRequest> postBySession = new ConcurrentHashMap<>();

    @Override
    public WireFormat webSocketFormat() {
        return NONE;
    }

    @Override
    public WireFormat pollingFormat() {
        return NONE;
    }

    @Override
    public CompletionStage<Optional<String>> refusal(ClientRequest request) {
        return CompletableFuture.completedStage(
                request.query().containsKey("deny") ? Optional.of("Forbidden") : Optional.empty());
    }

    /** One to keep, one for secure connections only, two that are over as they arrive. */
    @Override
    public List<String> cookies(String sid) {
        return List.of(
                "1=1; Max-Age=86400",
                "2=2; Path=/; HttpOnly; Secure; SameSite=Strict",
                "3=3; Max-Age=0",
                "4=4; Expires="
                        + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                Instant.now().atZone(ZoneOffset.UTC)));
    }

    @Override
    public void posted(EngineIoSession session, ClientRequest request) {
        postBySession.put(session, request);
    }

    @Override
    public EngineIoSession.Listener open(EngineIoSession session, Shard shard, ClientRequest request) {
        session.send("hi");
        return new Answers(session);
    }

    private final class Answers implements EngineIoSession.Listener {

        private final EngineIoSession session;

        Answers(EngineIoSession session) {
            this.session = session;
        }

        @Override
        public void text(String message) {
            switch (message) {
                case "give binary" -> session.send(new byte[] {0, 1, 2, 3, 4});
                case "give utf8" -> session.send(SENTENCE);
                case "sendHeaders" -> session.send(headers());
                default -> session.send(message);
            }
        }

        /** Names in lower case, as applications on other servers see them. */
        private String headers() {
            Map<String, RawJson> values = new LinkedHashMap<>();
            Optional.ofNullable(postBySession.get(session))
                    .ifPresent(post -> post.headers()
                            .forEach((name, value) -> values.put(
                                    name.toLowerCase(Locale.ROOT), RawJson.string(String.join(", ", value)))));
            return RawJson.object(values).text();
        }

        @Override
        public void binary(byte[] message) {
            session.send(message);
        }

        @Override
        public void closed(DisconnectReason reason, String detail) {
            postBySession.remove(session);
        }
    }
}
