package io.queuewire.conformance;

import io.queuewire.session.ClientRequest;
import io.queuewire.transport.EngineIoProtocol;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Refuses handshakes that ask for it in their query, and names the session in a cookie. */
final class CasesProtocol extends DelegatingProtocol {

    CasesProtocol(EngineIoProtocol protocol) {
        super(protocol);
    }

    @Override
    public CompletionStage<Optional<String>> refusal(ClientRequest request) {
        return CompletableFuture.completedStage(
                Optional.ofNullable(request.query().get("deny"))
                        .map(deny -> deny.getLast().equals("msg") ? "nope" : "Forbidden"));
    }

    @Override
    public List<String> cookies(String sid) {
        return List.of("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
    }
}
