package io.queuewire.hub;

import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import java.util.Map;

/**
 * What a client hears.
 *
 * @param namespace with its slash
 * @param rooms that it is in, each with the number of the last message there that is not for it; its owner may change them
 */
record Ears(String namespace, Map<String, Long> rooms) {

    /** Whether a message is for it. */
    boolean hear(PushMessage message, long sequence) {
        return message.namespace().equals(namespace)
                && switch (message.audience()) {
                    case Audience.Everyone everyone -> true;
                    case Audience.Members members -> members.rooms().stream().anyMatch(room -> isIn(room, sequence));
                };
    }

    private boolean isIn(String room, long sequence) {
        Long beginning = rooms.get(room);
        return beginning != null && beginning < sequence;
    }
}
