package io.queuewire.intake.sqs;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.ReceivedMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Between the SDK's messages and ours. */
final class SqsMessages {

    private SqsMessages() {}

    static ReceivedMessage received(Message message, boolean fifo) {
        Map<MessageSystemAttributeName, String> system = message.attributes();
        Map<String, AttributeValue> attributes = new HashMap<>();
        message.messageAttributes().forEach((name, value) -> attributes.put(name, value(value)));
        return new ReceivedMessage(
                message.messageId(),
                message.body(),
                attributes,
                message.receiptHandle(),
                Math.max(
                        1,
                        Integer.parseInt(
                                system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1"))),
                sentAt(system),
                fifo ? Optional.ofNullable(system.get(MessageSystemAttributeName.MESSAGE_GROUP_ID)) : Optional.empty(),
                Optional.ofNullable(system.get(MessageSystemAttributeName.AWS_TRACE_HEADER)));
    }

    private static Instant sentAt(Map<MessageSystemAttributeName, String> system) {
        String millis = system.get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return millis == null ? Instant.now() : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static AttributeValue value(MessageAttributeValue value) {
        return value.binaryValue() == null
                ? new AttributeValue.Text(value.dataType(), value.stringValue() == null ? "" : value.stringValue())
                : new AttributeValue.Binary(
                        value.dataType(), value.binaryValue().asByteBuffer());
    }

    static Map<String, MessageAttributeValue> toSend(Map<String, AttributeValue> attributes) {
        Map<String, MessageAttributeValue> values = new HashMap<>();
        attributes.forEach((name, attribute) -> values.put(name, toSend(attribute)));
        return values;
    }

    private static MessageAttributeValue toSend(AttributeValue attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.type());
        return switch (attribute) {
            case AttributeValue.Text text -> value.stringValue(text.value()).build();
            case AttributeValue.Binary binary ->
                value.binaryValue(SdkBytes.fromByteBuffer(binary.value())).build();
        };
    }
}
