package io.queuewire.transport;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.queuewire.session.PollingTransport;
import java.util.Map;

/** A GET whose answer waits for something to say. */
final class HeldPoll implements PollingTransport.Poll {

    static final String CONTENT_TYPE = "text/plain; charset=UTF-8";

    private final HttpExchange exchange;
    private final Map<String, String> headers;

    HeldPoll(HttpExchange exchange, Map<String, String> headers) {
        this.exchange = exchange;
        this.headers = headers;
    }

    @Override
    public void answer(String payload) {
        exchange.respond(HttpResponseStatus.OK, CONTENT_TYPE, payload, headers);
    }
}
