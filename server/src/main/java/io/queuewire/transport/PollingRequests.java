package io.queuewire.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.engineio.HandshakeError;
import io.queuewire.session.DisconnectReason;
import io.queuewire.session.EngineIoSession;
import io.queuewire.session.PollingTransport;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The GETs and POSTs of sessions that poll (Engine.IO protocol 4, "HTTP long-polling").
 *
 * <p>A request is dealt with on its session's thread, which need not be its connection's.
 */
record PollingRequests(EngineIoProtocol protocol, EngineIoAnswers answers) {

    private static final String OCTET_STREAM = "application/octet-stream";

    /** Answers a request, now or when there is something to say; on the session's thread. */
    void handle(HttpExchange exchange, EngineIoSessions.Entry entry) {
        Optional<PollingTransport> polling =
                entry.polling().filter(transport -> entry.session().isPolling());
        if (polling.isEmpty()) {
            answers.refuse(exchange, HandshakeError.BAD_REQUEST);
        } else if (polling.get().isSilent()) {
            // The session ended while the request was on its way to this thread.
            answers.refuse(exchange, HandshakeError.SESSION_ID_UNKNOWN);
        } else if (exchange.method().equals(HttpMethod.GET)) {
            get(exchange, entry, polling.get());
        } else if (!exchange.method().equals(HttpMethod.POST)) {
            answers.methodNotAllowed(exchange);
        } else if (entry.session().isOpen()) {
            post(exchange, entry.session(), polling.get());
        } else {
            answers.refuse(exchange, HandshakeError.SESSION_ID_UNKNOWN);
        }
    }

    private void get(HttpExchange exchange, EngineIoSessions.Entry entry, PollingTransport polling) {
        HeldPoll poll = new HeldPoll(exchange, answers.sessionHeaders(exchange));
        exchange.whenGone(() -> entry.run(() -> polling.lost(poll)));
        if (!polling.poll(poll)) {
            answers.badRequest(exchange);
        }
    }

    private void post(HttpExchange exchange, EngineIoSession session, PollingTransport polling) {
        protocol.posted(session, exchange.clientRequest());
        Optional<String> payload = payload(exchange);
        if (payload.isEmpty()) {
            session.close(DisconnectReason.NOT_UTF8, "a POST that is not text in UTF-8");
            answers.badRequest(exchange);
        } else if (polling.payload(payload.get())) {
            exchange.respond(HttpResponseStatus.OK, "text/html", "ok", answers.sessionHeaders(exchange));
        } else {
            answers.badRequest(exchange);
        }
    }

    /** The text that was posted. Revision 3 of the protocol sent bytes too; in revision 4 they are no text. */
    private static Optional<String> payload(HttpExchange exchange) {
        boolean bytes = exchange.header(HttpHeaderNames.CONTENT_TYPE)
                .filter(type -> type.regionMatches(true, 0, OCTET_STREAM, 0, OCTET_STREAM.length()))
                .isPresent();
        try {
            return bytes
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(exchange.body()))
                            .toString());
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
