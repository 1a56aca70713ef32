package io.queuewire.intake;

import static io.queuewire.intake.Envelopes.bridge;
import static io.queuewire.intake.Envelopes.notification;
import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.testkit.ConfigBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {

    private final MessageDecoder decoder =
            new MessageDecoder(new ConfigBuilder().namespaces("/", "/orders").build());

    @Test
    void aPlainMessageGoesToEveryoneAsTheDefaultEventWithItsBytesUnchanged() {
        String body = "{\"price\": 1.10, \"name\":\"caf\\u00e9 \uD83D\uDE80\",\"price\":2e0}";

        Decoded.Push push = push(" \n" + body + "\t", Map.of());

        assertThat(push.message().namespace()).isEqualTo("/");
        assertThat(push.message().audience()).isEqualTo(Audience.EVERYONE);
        assertThat(push.message().event()).isEqualTo("item_added");
        assertThat(data(push)).isEqualTo(body);
        assertThat(push.timeToLive()).isEmpty();
        assertThat(push.key()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "-1.50", "\"text\"", "[]", "true", "{}"})
    void anyJsonValueIsABody(String body) {
        assertThat(data(push(body, Map.of()))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{\"a\":}", "{} {}", "{'a':1}", "NaN", "\"\t\""})
    void aBodyThatIsNotJsonIsInvalid(String body) {
        assertThat(invalid(body, Map.of())).startsWith("body is ");
    }

    @Test
    void attributesNameEventAudienceNamespaceTimeToLiveAndKey() {
        Decoded.Push push = push(
                "{}",
                attributes(
                        "event",
                        "price changed",
                        "room",
                        "a, b,,a",
                        "user",
                        "ann",
                        "namespace",
                        "orders",
                        "ttl",
                        "90s",
                        "key",
                        "item-7"));

        assertThat(push.message().event()).isEqualTo("price changed");
        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("a", "b"), Set.of("ann")));
        assertThat(push.message().namespace()).isEqualTo("/orders");
        assertThat(push.timeToLive()).contains(Duration.ofSeconds(90));
        assertThat(push.key()).contains("item-7");
    }

    @Test
    void aNamespaceMayHaveItsSlash() {
        assertThat(push("{}", attributes("namespace", "/orders")).message().namespace())
                .isEqualTo("/orders");
        assertThat(push("{}", attributes("namespace", "/")).message().namespace())
                .isEqualTo("/");
    }

    @Test
    void aNumberCountsAsItsText() {
        Map<String, AttributeValue> attributes = Map.of(
                "room", new AttributeValue.Text("Number", "007"), "key", new AttributeValue.Text("Number", "1.0"));

        Decoded.Push push = push("{}", attributes);

        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("007"), Set.of()));
        assertThat(push.key()).contains("1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event", "room", "user", "namespace", "ttl", "key"})
    void aBinaryAttributeOfAKnownNameIsInvalid(String name) {
        assertThat(invalid("{}", Map.of(name, binary()))).contains("'" + name + "' is binary");
    }

    @Test
    void otherBinaryAttributesDoNotMatter() {
        assertThat(data(push("1", Map.of("checksum", binary())))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "connect_error",
                "disconnect",
                "disconnecting",
                "newListener",
                "removeListener",
                "hello",
                "gap",
                "",
                "line\nbreak",
                "bell\u0007"
            })
    void eventNamesThatMayNotBeUsedAreInvalid(String event) {
        assertThat(invalid("{}", attributes("event", event))).startsWith("event ");
    }

    @Test
    void anEventNameHasAtMost128Characters() {
        assertThat(push("{}", attributes("event", "\uD83D\uDE80".repeat(128)))
                        .message()
                        .event())
                .hasSize(256);
        assertThat(invalid("{}", attributes("event", "e".repeat(129)))).contains("129 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,"})
    void anEmptyListIsInvalidRatherThanEveryone(String list) {
        assertThat(invalid("{}", attributes("room", list))).contains("'room' is an empty list");
        assertThat(invalid("{}", attributes("user", list))).contains("'user' is an empty list");
    }

    @Test
    void anUnknownNamespaceIsInvalid() {
        assertThat(invalid("{}", attributes("namespace", "admin"))).contains("'admin'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5", "-5s", "1.5s", "5 s", "100000000000000s", "5y"})
    void aTimeToLiveThatCannotBeReadIsInvalid(String text) {
        assertThat(invalid("{}", attributes("ttl", text))).startsWith("ttl '" + text + "'");
    }

    @Test
    void aPointerToAPayloadInStorageIsInvalid() {
        String pointer =
                "[\"software.amazon.payloadoffloading.PayloadS3Pointer\",{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]";
        Map<String, AttributeValue> attributes =
                Map.of("ExtendedPayloadSize", new AttributeValue.Text("Number", "300000"));

        assertThat(invalid(pointer, attributes)).contains("S3");
    }

    @Test
    void aNotificationIsUnwrapped() {
        String body = notification("{\"id\": 7}");

        assertThat(data(push(body, Map.of()))).isEqualTo("{\"id\": 7}");
    }

    @Test
    void attributesInsideANotificationCountAndOuterOnesWin() {
        String body = notification(
                "{}",
                ",\"MessageAttributes\":{\"event\":{\"Type\":\"String\",\"Value\":\"inner\"},"
                        + "\"room\":{\"Type\":\"String.Array\",\"Value\":\"[\\\"a\\\",\\\"b\\\"]\"},"
                        + "\"key\":{\"Type\":\"Number\",\"Value\":\"42\"}}");

        Decoded.Push push = push(body, attributes("event", "outer"));

        assertThat(push.message().event()).isEqualTo("outer");
        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("a", "b"), Set.of()));
        assertThat(push.key()).contains("42");
    }

    @Test
    void aBinaryAttributeInsideANotificationIsBinary() {
        String body = notification("{}", ",\"MessageAttributes\":{\"room\":{\"Type\":\"Binary\",\"Value\":\"AAEC\"}}");

        assertThat(invalid(body, Map.of())).contains("'room' is binary");
    }

    @Test
    void aNotificationWhoseMessageIsNotJsonIsInvalid() {
        assertThat(invalid(notification("hello"), Map.of())).startsWith("SNS message is ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Type\":\"Notification\",\"Message\":\"{}\"}",
                "{\"TopicArn\":\"arn:aws:sns:x\",\"Message\":\"{}\"}",
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn\",\"Message\":{}}",
                "{\"detail-type\":\"x\",\"detail\":{}}",
                "{\"detail-type\":7,\"source\":\"s\",\"detail\":{}}",
                "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"eventName\":\"x\"}]}",
                "{\"Records\":[]}",
                "{\"Records\":[7]}",
                "[{\"TopicArn\":\"a\"}]"
            })
    void whatOnlyLooksLikeAnEnvelopeIsAPayload(String body) {
        Decoded.Push push = push(body, Map.of());

        assertThat(data(push)).isEqualTo(body);
        assertThat(push.message().event()).isEqualTo("item_added");
    }

    @Test
    void anEventBridgeEventIsItsDetailUnderItsDetailType() {
        Decoded.Push push = push(bridge("Order Placed", "{\"id\":1.0}"), Map.of());

        assertThat(push.message().event()).isEqualTo("Order Placed");
        assertThat(data(push)).isEqualTo("{\"id\":1.0}");
    }

    @Test
    void theEventAttributeWinsOverTheDetailType() {
        assertThat(push(bridge("Order Placed", "{}"), attributes("event", "order"))
                        .message()
                        .event())
                .isEqualTo("order");
    }

    @Test
    void aDetailTypeIsHeldToTheRulesForEventNames() {
        assertThat(invalid(bridge("disconnect", "{}"), Map.of())).startsWith("event 'disconnect'");
    }

    @Test
    void anEventBridgeEventInsideANotificationIsUnwrappedTwice() {
        String inner = bridge("Order Placed", "{\"id\":1}");

        Decoded.Push push = push(notification(inner), Map.of());

        assertThat(push.message().event()).isEqualTo("Order Placed");
        assertThat(data(push)).isEqualTo("{\"id\":1}");
    }

    @Test
    void aNotificationInsideAnEventBridgeEventIsUnwrappedTwice() {
        String inner =
                notification("{\"id\":1}", ",\"MessageAttributes\":{\"room\":{\"Type\":\"String\",\"Value\":\"r\"}}");

        Decoded.Push push = push(bridge("Forwarded", inner), Map.of());

        assertThat(push.message().event()).isEqualTo("Forwarded");
        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("r"), Set.of()));
        assertThat(data(push)).isEqualTo("{\"id\":1}");
    }

    @Test
    void aStorageEventIsNamedAfterItsFirstRecordAndKeepsItsBody() {
        String body = "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\","
                + "\"s3\":{\"object\":{\"key\":\"a+b.txt\"}}}]}";

        Decoded.Push push = push(body, Map.of());

        assertThat(push.message().event()).isEqualTo("s3:ObjectCreated:Put");
        assertThat(data(push)).isEqualTo(body);
    }

    @Test
    void aStorageEventInsideANotificationIsFound() {
        String body = "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectRemoved:Delete\"}]}";

        assertThat(push(notification(body), Map.of()).message().event()).isEqualTo("s3:ObjectRemoved:Delete");
    }

    @Test
    void aStorageEventWithSeveralRecordsIsOneEventNamedAfterTheFirst() {
        String body = "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Copy\"},"
                + "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectRemoved:Delete\"}]}";

        Decoded.Push push = push(body, Map.of());

        assertThat(push.message().event()).isEqualTo("s3:ObjectCreated:Copy");
        assertThat(data(push)).isEqualTo(body);
    }

    @Test
    void theTestOfStorageNotificationsIsForNobody() {
        String body = "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}";

        assertThat(decode(body, Map.of())).isInstanceOf(Decoded.ForNobody.class);
        assertThat(decode(notification(body), Map.of())).isInstanceOf(Decoded.ForNobody.class);
    }

    @Test
    void whatOnlyMentionsTheTestIsAPayload() {
        String body = "{\"Service\":\"Amazon S3\",\"Event\":\"other\",\"note\":\"s3:TestEvent\"}";

        assertThat(data(push(body, Map.of()))).isEqualTo(body);
    }

    private static AttributeValue binary() {
        return new AttributeValue.Binary("Binary", ByteBuffer.wrap(new byte[] {1}));
    }

    private Decoded decode(String body, Map<String, AttributeValue> attributes) {
        return decoder.decode(ReceivedMessages.of("m", body, attributes));
    }

    private Decoded.Push push(String body, Map<String, AttributeValue> attributes) {
        Decoded decoded = decode(body, attributes);
        assertThat(decoded).isInstanceOf(Decoded.Push.class);
        return (Decoded.Push) decoded;
    }

    private String invalid(String body, Map<String, AttributeValue> attributes) {
        Decoded decoded = decode(body, attributes);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded).reason();
    }

    private static String data(Decoded.Push push) {
        PushMessage message = push.message();
        assertThat(message.arguments()).hasSize(1);
        assertThat(message.attachments()).isEmpty();
        return message.arguments().getFirst().text();
    }
}
