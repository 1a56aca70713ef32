package io.queuewire.intake;

import io.queuewire.json.RawJson;

/** What services put around a payload, as they write it. */
final class Envelopes {

    static final String TOPIC = "arn:aws:sns:eu-west-1:1:t";

    private Envelopes() {}

    /** An SNS notification without raw delivery, of a message that is any text. */
    static String notification(String message) {
        return notification(message, "");
    }

    /** An SNS notification with further members, each with a comma before it. */
    static String notification(String message, String more) {
        return "{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":\"" + TOPIC + "\",\"Message\":"
                + RawJson.string(message).text() + more + "}";
    }

    /** What a notification has of one message attribute, for {@link #notification(String, String)}. */
    static String attribute(String name, String type, String value) {
        return ",\"MessageAttributes\":{\"" + name + "\":{\"Type\":\"" + type + "\",\"Value\":\"" + value + "\"}}";
    }

    /** An EventBridge event; its detail is any JSON. */
    static String bridge(String detailType, String detail) {
        return "{\"version\":\"0\",\"id\":\"1\",\"detail-type\":\"" + detailType + "\",\"source\":\"shop\",\"detail\":"
                + detail + "}";
    }

    /** What S3 sends of one object. */
    static String storage(String eventName) {
        return "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"" + eventName + "\"}]}";
    }
}
