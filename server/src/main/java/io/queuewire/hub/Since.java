package io.queuewire.hub;

import io.queuewire.message.DurationText;
import java.time.Duration;

/** From when on a client wants to hear what was said. */
public sealed interface Since {

    /** From now on. */
    Since NOW = new Now();

    /** From now on. */
    record Now() implements Since {}

    /**
     * From a message on that the client has seen, without that one.
     *
     * @param text the message's position as the client remembers it: any text at all
     */
    record Seen(String text) implements Since {}

    /** The recent past too, as much of it as there is. */
    record Ago(Duration time) implements Since {}

    /** Reads what a client asks for; what is no duration such as {@code 30s} is meant to be a position. */
    static Since parse(String text) {
        return DurationText.parse(text).<Since>map(Ago::new).orElseGet(() -> new Seen(text));
    }
}
