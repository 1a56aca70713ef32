package io.queuewire.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is sent to the parking queue: the message as it came, with the reason and where it came from. */
final class Parcel {

    private static final String REASON = "queuewire-reason";
    private static final String SOURCE = "queuewire-source";
    private static final int LONGEST_REASON = 1_000;

    private Parcel() {}

    static OutgoingMessage of(ReceivedMessage message, QueueUrl source, QueueUrl parking, String reason) {
        List<String> names = message.attributes().keySet().stream()
                .filter(name -> !name.equals(REASON) && !name.equals(SOURCE))
                .sorted()
                .toList();
        int room = Math.min(names.size(), OutgoingMessage.MOST_ATTRIBUTES - 2);
        Map<String, AttributeValue> attributes = new HashMap<>(message.attributes());
        attributes.keySet().retainAll(names.subList(0, room));
        List<String> omitted = names.subList(room, names.size());
        String why = omitted.isEmpty() ? cut(reason) : cut(reason) + "; omitted: " + omitted;
        attributes.put(REASON, AttributeValue.Text.of(printable(why)));
        attributes.put(SOURCE, AttributeValue.Text.of(source.text()));
        // One that was parked, and whose delete got lost, is parked once.
        Optional<OutgoingMessage.Order> order = parking.fifo()
                ? Optional.of(new OutgoingMessage.Order(message.group().orElse(source.name()), message.id()))
                : Optional.empty();
        return new OutgoingMessage(message.body(), attributes, order);
    }

    /** A reason may quote the message, which may be long. */
    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }

    /** The queue takes no control characters, and a reason may quote the message. */
    private static String printable(String reason) {
        return reason.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "?");
    }
}
