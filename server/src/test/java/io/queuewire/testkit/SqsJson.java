package io.queuewire.testkit;

import io.queuewire.intake.AttributeValue;
import io.queuewire.intake.EntryResult;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What requests and answers look like in SQS's JSON protocol, as far as {@link FaultySqs} needs it. */
final class SqsJson {

    private SqsJson() {}

    /** Why SQS would refuse a request as a whole, if it is a batch; the error's code. */
    static Optional<String> misuse(Map<String, RawJson> request) {
        if (!request.containsKey("Entries")) {
            return Optional.empty();
        }
        List<Map<String, RawJson>> entries = entries(request);
        if (entries.isEmpty()) {
            return Optional.of("EmptyBatchRequest");
        }
        if (entries.size() > QueueConnection.BATCH) {
            return Optional.of("TooManyEntriesInBatchRequest");
        }
        long ids = entries.stream()
                .map(entry -> member(entry, "Id").asString())
                .distinct()
                .count();
        return ids == entries.size() ? Optional.empty() : Optional.of("BatchEntryIdsNotDistinct");
    }

    static RawJson message(ReceivedMessage message, String checksum, String receipt) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("MessageId", RawJson.string(message.id()));
        members.put("ReceiptHandle", RawJson.string(receipt));
        members.put("Body", RawJson.string(message.body()));
        if (!checksum.isEmpty()) {
            members.put("MD5OfBody", RawJson.string(checksum));
        }
        Map<String, RawJson> attributes = new LinkedHashMap<>();
        attributes.put(
                "SentTimestamp", RawJson.string(Long.toString(message.sentAt().toEpochMilli())));
        attributes.put("ApproximateReceiveCount", RawJson.string(Integer.toString(message.receiveCount())));
        message.group().ifPresent(group -> attributes.put("MessageGroupId", RawJson.string(group)));
        members.put("Attributes", RawJson.object(attributes));
        return RawJson.object(members);
    }

    static String results(Map<String, RawJson> request, List<EntryResult> results) {
        List<Map<String, RawJson>> entries = entries(request);
        List<RawJson> successful = new ArrayList<>();
        List<RawJson> failed = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            RawJson id = member(entries.get(i), "Id");
            switch (results.get(i)) {
                case EntryResult.Done done -> successful.add(RawJson.object(Map.of("Id", id)));
                case EntryResult.Retryable(String code) -> failed.add(failure(id, code, false));
                case EntryResult.Gone(String code) -> failed.add(failure(id, code, true));
            }
        }
        return RawJson.object(Map.of("Successful", RawJson.array(successful), "Failed", RawJson.array(failed)))
                .text();
    }

    private static RawJson failure(RawJson id, String code, boolean senderFault) {
        return RawJson.object(Map.of("Id", id, "Code", RawJson.string(code), "SenderFault", RawJson.bool(senderFault)));
    }

    static List<Map<String, RawJson>> entries(Map<String, RawJson> request) {
        return member(request, "Entries").elements().stream()
                .map(RawJson::members)
                .toList();
    }

    /** Only the receipt matters to a delete or a visibility change. */
    static ReceivedMessage handle(Map<String, RawJson> entry) {
        return new ReceivedMessage(
                "",
                "",
                Map.<String, AttributeValue>of(),
                member(entry, "ReceiptHandle").asString(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    static long number(Map<String, RawJson> members, String name) {
        return Long.parseLong(member(members, name).text());
    }

    private static RawJson member(Map<String, RawJson> members, String name) {
        RawJson value = members.get(name);
        if (value == null) {
            throw new AssertionError(name + " is missing in " + members);
        }
        return value;
    }

    static String md5(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
