package io.queuewire.conformance;

import io.queuewire.session.ClientRequest;
import io.queuewire.transport.EngineIoProtocol;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Accepts every handshake, but only after a moment. */
final class HesitantProtocol extends DelegatingProtocol {

    private static final long MOMENT_MILLIS = 10;

    HesitantProtocol(EngineIoProtocol protocol) {
        super(protocol);
    }

    @Override
    public CompletionStage<Optional<String>> refusal(ClientRequest request) {
        return CompletableFuture.supplyAsync(
                Optional::empty, CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS));
    }
}
