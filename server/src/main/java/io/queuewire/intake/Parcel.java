package io.queuewire.intake;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is sent to the parking queue: the message as it came, with the reason and where it came from.
 *
 * <p>A queue takes no more than so many attributes, and so many bytes of all together. Of a message that has as much already,
 * the reason is shortened first, then its largest attributes are omitted.
 */
final class Parcel {

    private static final String REASON = "queuewire-reason";
    private static final String SOURCE = "queuewire-source";
    private static final String CUT = "…";
    private static final int LONGEST_REASON = 1_000;
    /** So many bytes of the reason are worth more than an attribute. */
    private static final int WORTHY_REASON = 100;

    private final String reason;
    /** The message's own that are sent, and from where. */
    private final Map<String, AttributeValue> attributes = new HashMap<>();

    private final SortedSet<String> omitted = new TreeSet<>();
    /** How many bytes there are for the reason and the names of what is omitted. */
    private int room = ReceivedMessage.LARGEST;

    private Parcel(String reason) {
        this.reason = printable(reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + CUT);
    }

    static OutgoingMessage of(ReceivedMessage message, QueueUrl source, QueueUrl parking, String reason) {
        Parcel parcel = new Parcel(reason);
        parcel.pack(message, AttributeValue.Text.of(source.text()));
        // One that was parked, and whose delete got lost, is parked once.
        Optional<OutgoingMessage.Order> order = parking.fifo()
                ? Optional.of(new OutgoingMessage.Order(message.group().orElse(source.name()), message.id()))
                : Optional.empty();
        return new OutgoingMessage(message.body(), parcel.attributes, order);
    }

    private void pack(ReceivedMessage message, AttributeValue source) {
        room -= Utf8.bytes(message.body()) + size(REASON, AttributeValue.Text.of(""));
        put(SOURCE, source);
        putOwn(message.attributes());
        String names = names();
        put(REASON, AttributeValue.Text.of(shortened(room - Utf8.bytes(names)) + names));
    }

    private void putOwn(Map<String, AttributeValue> all) {
        List<String> names = all.keySet().stream()
                .filter(name -> !name.equals(REASON) && !name.equals(SOURCE))
                .sorted()
                .toList();
        int most = Math.min(names.size(), OutgoingMessage.MOST_ATTRIBUTES - 2);
        omitted.addAll(names.subList(most, names.size()));
        Map<String, AttributeValue> own = new HashMap<>(all);
        own.keySet().retainAll(names.subList(0, most));
        own.forEach(this::put);
        List<Map.Entry<String, AttributeValue>> largestFirst = own.entrySet().stream()
                .sorted(Comparator.comparingInt(attribute -> -size(attribute.getKey(), attribute.getValue())))
                .toList();
        for (Map.Entry<String, AttributeValue> largest : largestFirst) {
            if (isTooLarge()) {
                omit(largest.getKey(), largest.getValue());
            }
        }
    }

    private void put(String name, AttributeValue value) {
        attributes.put(name, value);
        room -= size(name, value);
    }

    private void omit(String name, AttributeValue value) {
        attributes.remove(name);
        omitted.add(name);
        room += size(name, value);
    }

    private boolean isTooLarge() {
        return room < Utf8.bytes(names()) + Math.min(WORTHY_REASON, Utf8.bytes(reason));
    }

    private String names() {
        return omitted.isEmpty() ? "" : "; omitted: " + omitted;
    }

    private String shortened(int most) {
        return Utf8.bytes(reason) <= most ? reason : Utf8.beginning(reason, most - Utf8.bytes(CUT)) + CUT;
    }

    private static int size(String name, AttributeValue value) {
        return Utf8.bytes(name) + value.size();
    }

    /** The queue takes no control characters, and a reason may quote the message. */
    private static String printable(String reason) {
        return reason.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]", "?");
    }
}
