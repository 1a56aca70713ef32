package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParcelTest {

    private static final QueueUrl SOURCE = new QueueUrl("http://h/1/items");
    private static final QueueUrl PARKING = new QueueUrl("http://h/1/parked");

    @Test
    void aParkedMessageKeepsBodyAndAttributesAndSaysWhyAndWhereFrom() {
        ReceivedMessage message = ReceivedMessages.of("m", "body", attributes("room", "a"));

        OutgoingMessage parcel = Parcel.of(message, SOURCE, PARKING, "ttl 'x'");

        assertThat(parcel.body()).isEqualTo("body");
        assertThat(parcel.attributes())
                .isEqualTo(attributes("room", "a", "queuewire-reason", "ttl 'x'", "queuewire-source", SOURCE.text()));
        assertThat(parcel.order()).isEmpty();
    }

    @Test
    void onlyEightAttributesFitAndTheOthersAreNamed() {
        Map<String, AttributeValue> ten = new HashMap<>();
        for (char name = 'a'; name < 'k'; name++) {
            ten.put(String.valueOf(name), AttributeValue.Text.of("v"));
        }

        OutgoingMessage parcel = Parcel.of(ReceivedMessages.of("m", "body", ten), SOURCE, PARKING, "why");

        assertThat(parcel.attributes()).hasSize(10).containsKeys("a", "h").doesNotContainKeys("i", "j");
        assertThat(parcel.attributes().get("queuewire-reason"))
                .isEqualTo(AttributeValue.Text.of("why; omitted: [i, j]"));
    }

    @Test
    void theOthersAreNamedHoweverLongTheReasonIs() {
        Map<String, AttributeValue> nine = new HashMap<>();
        for (char name = 'a'; name < 'j'; name++) {
            nine.put(String.valueOf(name), AttributeValue.Text.of("v"));
        }

        OutgoingMessage parcel =
                Parcel.of(ReceivedMessages.of("m", "body", nine), SOURCE, PARKING, "long ".repeat(1_000));

        assertThat(parcel.attributes().get("queuewire-reason"))
                .isEqualTo(AttributeValue.Text.of("long ".repeat(200) + "…; omitted: [i]"));
    }

    @Test
    void ofALargeMessageTheReasonIsShortenedFirst() {
        ReceivedMessage message = leaving(400, attributes("room", "a"));

        OutgoingMessage parcel = Parcel.of(message, SOURCE, PARKING, "é".repeat(900));

        assertThat(size(parcel)).isBetween(ReceivedMessage.LARGEST - 1, ReceivedMessage.LARGEST);
        assertThat(parcel.attributes()).containsEntry("room", AttributeValue.Text.of("a"));
        assertThat(reason(parcel)).matches("é{100,}…");
    }

    @Test
    void ofALargerMessageAttributesAreOmittedAndNamedTheLargestFirst() {
        ReceivedMessage message =
                leaving(100, attributes("room", "a", "trace", "t".repeat(100), "note", "n".repeat(50)));

        OutgoingMessage parcel = Parcel.of(message, SOURCE, PARKING, "body is not JSON ".repeat(10));

        assertThat(size(parcel)).isLessThanOrEqualTo(ReceivedMessage.LARGEST);
        assertThat(parcel.attributes()).containsKeys("room", "note").doesNotContainKey("trace");
        assertThat(reason(parcel)).startsWith("body is not JSON body").endsWith("…; omitted: [trace]");
    }

    @Test
    void ofTheLargestMessagesLittleMoreThanTheBodyIsParked() {
        OutgoingMessage parcel = Parcel.of(leaving(74, Map.of()), SOURCE, PARKING, "body is not JSON ".repeat(10));

        assertThat(size(parcel)).isEqualTo(ReceivedMessage.LARGEST);
        assertThat(reason(parcel)).isEqualTo("body is not…");
    }

    @Test
    void aMessageThatFitsInNoWayIsLeftToTheQueueToRefuse() {
        OutgoingMessage parcel = Parcel.of(leaving(0, Map.of()), SOURCE, PARKING, "why");

        assertThat(reason(parcel)).isEqualTo("…");
        assertThat(size(parcel)).isGreaterThan(ReceivedMessage.LARGEST);
    }

    @Test
    void aMessageThatIsParkedAgainHasOneReason() {
        ReceivedMessage message = ReceivedMessages.of("m", "body", attributes("queuewire-reason", "old"));

        assertThat(Parcel.of(message, SOURCE, PARKING, "new").attributes())
                .containsEntry("queuewire-reason", AttributeValue.Text.of("new"))
                .hasSize(2);
    }

    @Test
    void aReasonHasNoCharactersThatAQueueRefuses() {
        ReceivedMessage message = ReceivedMessages.of("m", "body");

        AttributeValue reason = Parcel.of(message, SOURCE, PARKING, "a\u0000b\uD83Dc\uFFFFd\uD83D\uDE80")
                .attributes()
                .get("queuewire-reason");

        assertThat(reason).isEqualTo(AttributeValue.Text.of("a?b?c?d\uD83D\uDE80"));
    }

    @Test
    void aFifoParkingQueueIsToldGroupAndId() {
        OutgoingMessage parcel =
                Parcel.of(ReceivedMessages.of("m", "body"), SOURCE, new QueueUrl("http://h/1/parked.fifo"), "why");

        assertThat(parcel.order()).contains(new OutgoingMessage.Order("items", "m"));
    }

    /** A message of the largest size but so many bytes. */
    private static ReceivedMessage leaving(int bytes, Map<String, AttributeValue> attributes) {
        int ofAttributes = ReceivedMessages.of("m", "", attributes).size();
        String body = "x".repeat(ReceivedMessage.LARGEST - bytes - ofAttributes);
        return ReceivedMessages.of("m", body, attributes);
    }

    private static int size(OutgoingMessage parcel) {
        return ReceivedMessages.of("m", parcel.body(), parcel.attributes()).size();
    }

    private static String reason(OutgoingMessage parcel) {
        return parcel.attributes().get("queuewire-reason") instanceof AttributeValue.Text text ? text.value() : "";
    }
}
