package io.queuewire.socketio;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import io.queuewire.socketio.SocketIoPacket.Ack;
import io.queuewire.socketio.SocketIoPacket.Disconnect;
import io.queuewire.socketio.SocketIoPacket.Event;
import java.util.List;
import java.util.Optional;

/** Makes packets of their text, as far as both directions agree. Attachments come later. */
final class PacketReader {

    private final JsonLimits values;
    private final JsonLimits arrays;

    /** @param values how much JSON one argument or one object may be */
    PacketReader(JsonLimits values) {
        this.values = values;
        this.arrays = new JsonLimits(values.depth() + 1, values.length());
    }

    Event event(PacketText text) {
        List<RawJson> elements = elements(text);
        if (elements.isEmpty() || !elements.getFirst().isString()) {
            throw text.unexpected("an array that starts with the name of the event");
        }
        String name = elements.getFirst().asString();
        if (Event.RESERVED_NAMES.contains(name)) {
            throw new MalformedSocketIoException("event name '" + name + "', expected one that is not reserved");
        }
        return new Event(text.namespace(), text.ackId(), name, elements.subList(1, elements.size()), List.of());
    }

    Ack ack(PacketText text) {
        long id = text.ackId().orElseThrow(() -> text.unexpected("an ack id"));
        return new Ack(text.namespace(), id, elements(text), List.of());
    }

    Disconnect disconnect(PacketText text) {
        requireNoAckId(text);
        if (!text.json().isEmpty()) {
            throw text.unexpected("nothing");
        }
        return new Disconnect(text.namespace());
    }

    RawJson object(PacketText text) {
        requireNoAckId(text);
        return text.object(values);
    }

    Optional<RawJson> optionalObject(PacketText text) {
        requireNoAckId(text);
        return text.json().isEmpty() ? Optional.empty() : Optional.of(text.object(values));
    }

    private List<RawJson> elements(PacketText text) {
        List<RawJson> elements = text.array(arrays).elements();
        if (text.attachments() > 0) {
            elements.forEach(element -> Placeholders.check(element, text.attachments()));
        }
        return elements;
    }

    private static void requireNoAckId(PacketText text) {
        if (text.ackId().isPresent()) {
            throw new MalformedSocketIoException(
                    text.type() + " with ack id " + text.ackId().getAsLong() + ", expected none");
        }
    }
}
