package io.queuewire.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path into a JSON value (RFC 6901), such as {@code /items/0/a~1b}; the empty text is the whole value.
 *
 * @param tokens member names or positions, from the outside in, without their escapes
 */
public record JsonPointer(List<String> tokens) {

    /** What {@link #parse} takes, to follow the word "expected". */
    public static final String EXPECTED =
            "a JSON pointer such as /order/id: each part after a slash, ~1 for / and ~0 for ~";

    private static final Pattern FORM = Pattern.compile("(/([^/~]|~[01])*+)*+");

    public JsonPointer {
        tokens = List.copyOf(tokens);
    }

    /** Reads a pointer; empty when the text is none. */
    public static Optional<JsonPointer> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new JsonPointer(Arrays.stream(text.split("/", -1))
                .skip(1)
                // In this order, or ~01 would become a slash.
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList()));
    }

    /** The pointer as it is written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append('/').append(token.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
