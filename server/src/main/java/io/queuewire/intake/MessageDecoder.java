package io.queuewire.intake;

import io.queuewire.message.PushMessage;

/** Reads queue messages: envelopes off, routed, ready to publish. Pure and safe for any thread. */
public final class MessageDecoder {

    private final Router router;

    /** A decoder that routes by attributes. */
    public MessageDecoder(IntakeConfig config) {
        this.router = new AttributeRouter(config.defaultEvent(), config.namespaces());
    }

    /** What the message says; never fails. */
    public Decoded decode(ReceivedMessage message) {
        try {
            refusePointer(message);
            Content content = Envelope.open(message);
            Route route = router.route(content);
            return new Decoded.Push(
                    PushMessage.of(route.namespace(), route.audience(), route.event(), content.data()),
                    route.timeToLive(),
                    route.key());
        } catch (InvalidMessageException e) {
            return new Decoded.Invalid(e.reason());
        }
    }

    /** The extended client library leaves a pointer in the body; showing that to people would help nobody. */
    private static void refusePointer(ReceivedMessage message) throws InvalidMessageException {
        if (message.attributes().containsKey("ExtendedPayloadSize")
                || message.attributes().containsKey("SQSLargePayloadSize")) {
            throw new InvalidMessageException("the payload is in S3: expected it in the message");
        }
    }
}
