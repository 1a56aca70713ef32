package io.queuewire.intake;

import io.queuewire.json.JsonPointer;
import io.queuewire.json.RawJson;
import java.util.List;
import java.util.Optional;

/**
 * What S3 sends: a list of {@code Records}, which stays as it is and takes the name of its first record; and once, when
 * notifications are set up, a test.
 */
final class StorageNotification {

    private static final JsonPointer SOURCE = new JsonPointer(List.of("Records", "0", "eventSource"));
    private static final JsonPointer NAME = new JsonPointer(List.of("Records", "0", "eventName"));
    private static final JsonPointer SERVICE = new JsonPointer(List.of("Service"));
    private static final JsonPointer EVENT = new JsonPointer(List.of("Event"));

    private StorageNotification() {}

    /** The event that a payload is, if S3 sent it. */
    static Optional<String> event(RawJson data) {
        return says(data, SOURCE, "aws:s3") ? string(data, NAME).map(name -> "s3:" + name) : Optional.empty();
    }

    static boolean isTest(RawJson data) {
        return says(data, EVENT, "s3:TestEvent") && says(data, SERVICE, "Amazon S3");
    }

    /** Most payloads do not have the text anywhere and need not be taken apart. */
    private static boolean says(RawJson data, JsonPointer place, String text) {
        return data.text().contains('"' + text + '"')
                && string(data, place).filter(text::equals).isPresent();
    }

    private static Optional<String> string(RawJson data, JsonPointer place) {
        return data.at(place).filter(RawJson::isString).map(RawJson::asString);
    }
}
