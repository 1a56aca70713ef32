package io.queuewire.intake;

import io.queuewire.message.PushMessage;

/** Reads queue messages: envelopes off, routed, ready to publish. Pure and safe for any thread. */
public final class MessageDecoder {

    private final Router router;

    /** A decoder that routes by the rules of a configuration, and by attributes where they say nothing. */
    public MessageDecoder(IntakeConfig config) {
        this.router = new RuleRouter(config.routes(), new AttributeRouter(config.defaultEvent(), config.namespaces()));
    }

    /** What the message says; never fails. */
    public Decoded decode(ReceivedMessage message) {
        try {
            Content content = Envelope.open(message);
            refusePointer(content);
            if (StorageNotification.isTest(content.data())) {
                return new Decoded.ForNobody("the test that S3 sends when notifications are set up");
            }
            Route route = router.route(content);
            return new Decoded.Push(
                    PushMessage.of(route.namespace(), route.audience(), route.event(), content.data()),
                    route.timeToLive(),
                    route.key(),
                    route.rule());
        } catch (InvalidMessageException e) {
            return new Decoded.Invalid(e.reason());
        }
    }

    /** The extended client library leaves a pointer in the body; showing that to people would help nobody. */
    private static void refusePointer(Content content) throws InvalidMessageException {
        if (content.attributes().containsKey("ExtendedPayloadSize")
                || content.attributes().containsKey("SQSLargePayloadSize")) {
            throw new InvalidMessageException("the payload is in S3: expected it in the message");
        }
    }
}
