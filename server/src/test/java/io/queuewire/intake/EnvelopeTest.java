package io.queuewire.intake;

import static io.queuewire.intake.Envelopes.attribute;
import static io.queuewire.intake.Envelopes.bridge;
import static io.queuewire.intake.Envelopes.notification;
import static io.queuewire.intake.Envelopes.storage;
import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.testkit.ConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corners of envelopes: what they may hold, who names the event, and what must not be shown. */
class EnvelopeTest {

    private static final String POINTER =
            "[\"software.amazon.payloadoffloading.PayloadS3Pointer\",{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]";

    private final MessageDecoder decoder = new MessageDecoder(new ConfigBuilder().build());

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"text\"", "1.50", "null", "false", "{}"})
    void theDetailOfAnEventMayBeAnyJson(String detail) {
        Decoded.Push push = push(bridge("Order Placed", detail));

        assertThat(push.message().event()).isEqualTo("Order Placed");
        assertThat(data(push)).isEqualTo(detail);
    }

    @Test
    void withoutADetailItIsAPayload() {
        String body = "{\"detail-type\":\"Order Placed\",\"source\":\"shop\"}";

        Decoded.Push push = push(body);

        assertThat(push.message().event()).isEqualTo("item_added");
        assertThat(data(push)).isEqualTo(body);
    }

    @Test
    void anAttributeInsideANotificationWinsOverTheDetailTypeInsideIt() {
        String body = notification(bridge("Order Placed", "{}"), attribute("event", "String", "order"));

        assertThat(push(body).message().event()).isEqualTo("order");
    }

    @Test
    void anAttributeInsideANotificationWinsOverTheDetailTypeAroundIt() {
        String body = bridge("Forwarded", notification("{}", attribute("event", "String", "order")));

        assertThat(push(body).message().event()).isEqualTo("order");
    }

    @Test
    void anAttributeWinsOverTheNameOfAStorageEvent() {
        String body = storage("ObjectCreated:Put");

        assertThat(push(body, attributes("event", "upload")).message().event()).isEqualTo("upload");
        assertThat(push(notification(body, attribute("event", "String", "upload")))
                        .message()
                        .event())
                .isEqualTo("upload");
    }

    @Test
    void aDetailTypeWinsOverTheNameOfAStorageEventInsideIt() {
        assertThat(push(bridge("Forwarded", storage("ObjectCreated:Put")))
                        .message()
                        .event())
                .isEqualTo("Forwarded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExtendedPayloadSize", "SQSLargePayloadSize"})
    void aPointerToAPayloadInStorageIsInvalidInsideANotificationToo(String name) {
        assertThat(invalid(notification(POINTER, attribute(name, "Number", "300000"))))
                .isEqualTo("the payload is in S3: expected it in the message");
        assertThat(invalid(POINTER, attributes(name, "300000")))
                .isEqualTo("the payload is in S3: expected it in the message");
    }

    @ParameterizedTest
    @CsvSource({
        "SubscriptionConfirmation, the subscription to topic arn:aws:sns:eu-west-1:1:t waits to be confirmed",
        "UnsubscribeConfirmation, the subscription to topic arn:aws:sns:eu-west-1:1:t was cancelled"
    })
    void whatAsksForAConfirmationIsInvalidAndKeepsItsTokenToItself(String type, String reason) {
        String body = confirmation(type);

        assertThat(invalid(body)).isEqualTo(reason);
        assertThat(invalid(bridge("Forwarded", body))).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"arn\"}",
                "{\"Type\":\"SubscriptionConfirmation\",\"Token\":\"t\"}",
                "{\"Type\":\"Other\",\"TopicArn\":\"arn\",\"Token\":\"t\"}",
                "{\"TopicArn\":\"arn\",\"Token\":\"t\"}"
            })
    void whatOnlyLooksLikeAConfirmationIsAPayload(String body) {
        assertThat(data(push(body))).isEqualTo(body);
    }

    private static String confirmation(String type) {
        return "{\"Type\":\"" + type + "\",\"MessageId\":\"1\",\"Token\":\"2336412f37\",\"TopicArn\":\""
                + Envelopes.TOPIC + "\",\"Message\":\"You have chosen to subscribe to the topic\","
                + "\"SubscribeURL\":\"https://sns.example/?Action=ConfirmSubscription&Token=2336412f37\"}";
    }

    private Decoded decode(String body, Map<String, AttributeValue> attributes) {
        return decoder.decode(ReceivedMessages.of("m", body, attributes));
    }

    private Decoded.Push push(String body) {
        return push(body, Map.of());
    }

    private Decoded.Push push(String body, Map<String, AttributeValue> attributes) {
        Decoded decoded = decode(body, attributes);
        assertThat(decoded).isInstanceOf(Decoded.Push.class);
        return (Decoded.Push) decoded;
    }

    private String invalid(String body) {
        return invalid(body, Map.of());
    }

    private String invalid(String body, Map<String, AttributeValue> attributes) {
        Decoded decoded = decode(body, attributes);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded).reason();
    }

    private static String data(Decoded.Push push) {
        return push.message().arguments().getFirst().text();
    }
}
