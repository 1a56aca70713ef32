package io.queuewire.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One complete JSON value (RFC 8259) as its author wrote it: checked once, never re-serialised.
 *
 * <p>Numbers keep their digits, strings their escapes, objects their order and duplicates. White space around the value
 * is dropped, white space inside it stays. Reading goes one level at a time: the parts of an array or object are again
 * raw values. Immutable and safe for any thread.
 */
public final class RawJson {

    public static final RawJson NULL = new RawJson("null");
    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    /** What RFC 6901 takes for a position; no text has a billion elements. */
    private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,8}");

    private final String text;

    private RawJson(String text) {
        this.text = text;
    }

    /**
     * Checks a text and keeps it.
     *
     * @throws MalformedJsonException when it is not exactly one JSON value within the limits
     */
    public static RawJson parse(String text, JsonLimits limits) {
        String value = trim(text);
        JsonChecker.check(value, limits);
        return new RawJson(value);
    }

    /** A JSON string literal for a text, control characters escaped as RFC 8259 asks. */
    public static RawJson string(String value) {
        return new RawJson(JsonChecker.quote(value));
    }

    public static RawJson number(long value) {
        return new RawJson(Long.toString(value));
    }

    public static RawJson bool(boolean value) {
        return new RawJson(Boolean.toString(value));
    }

    /** An array of values that are already JSON. */
    public static RawJson array(List<RawJson> elements) {
        StringBuilder array = new StringBuilder("[");
        for (RawJson element : elements) {
            separate(array).append(element.text);
        }
        return new RawJson(array.append(']').toString());
    }

    /** An object of values that are already JSON, in the order of the map. */
    public static RawJson object(Map<String, RawJson> members) {
        StringBuilder object = new StringBuilder("{");
        members.forEach((name, value) ->
                separate(object).append(JsonChecker.quote(name)).append(':').append(value.text));
        return new RawJson(object.append('}').toString());
    }

    private static StringBuilder separate(StringBuilder json) {
        return json.length() > 1 ? json.append(',') : json;
    }

    /** The value as it was written, without white space around it. */
    public String text() {
        return text;
    }

    public boolean isArray() {
        return text.charAt(0) == '[';
    }

    public boolean isObject() {
        return text.charAt(0) == '{';
    }

    public boolean isString() {
        return text.charAt(0) == '"';
    }

    public boolean isNumber() {
        char first = text.charAt(0);
        return first == '-' || (first >= '0' && first <= '9');
    }

    /**
     * The decoded characters of a JSON string.
     *
     * @throws IllegalStateException when the value is not a string
     */
    public String asString() {
        require(isString(), "a string");
        return text.indexOf('\\') < 0 ? text.substring(1, text.length() - 1) : JsonChecker.unquote(text);
    }

    /**
     * The elements of an array, each as it was written.
     *
     * @throws IllegalStateException when the value is not an array
     */
    public List<RawJson> elements() {
        require(isArray(), "an array");
        List<RawJson> elements = new ArrayList<>();
        for (int start = skipSpace(1); text.charAt(start) != ']'; ) {
            int end = valueEnd(start);
            elements.add(part(start, end));
            start = next(end);
        }
        return elements;
    }

    /**
     * The members of an object by name, each as it was written; of a repeated name the last, as in JavaScript.
     *
     * @throws IllegalStateException when the value is not an object
     */
    public Map<String, RawJson> members() {
        require(isObject(), "an object");
        Map<String, RawJson> members = new LinkedHashMap<>();
        for (int start = skipSpace(1); text.charAt(start) != '}'; ) {
            int nameEnd = valueEnd(start);
            int valueStart = skipSpace(skipSpace(nameEnd) + 1);
            int end = valueEnd(valueStart);
            members.put(part(start, nameEnd).asString(), part(valueStart, end));
            start = next(end);
        }
        return members;
    }

    /** The part that a pointer leads to, as it was written; empty when it leads nowhere. */
    public Optional<RawJson> at(JsonPointer pointer) {
        Optional<RawJson> value = Optional.of(this);
        for (String token : pointer.tokens()) {
            value = value.flatMap(parent -> parent.child(token));
        }
        return value;
    }

    private Optional<RawJson> child(String token) {
        if (isObject()) {
            return member(token);
        }
        return isArray() && POSITION.matcher(token).matches() ? element(Integer.parseInt(token)) : Optional.empty();
    }

    /** Like {@link #members}, without cutting out what is not asked for: a rule looks at few members of many. */
    private Optional<RawJson> member(String name) {
        int found = -1;
        for (int start = skipSpace(1); text.charAt(start) != '}'; ) {
            int nameEnd = valueEnd(start);
            int valueStart = skipSpace(skipSpace(nameEnd) + 1);
            if (isName(start, nameEnd, name)) {
                found = valueStart;
            }
            start = next(valueEnd(valueStart));
        }
        return found < 0 ? Optional.empty() : Optional.of(part(found, valueEnd(found)));
    }

    private boolean isName(int start, int end, String name) {
        int escape = text.indexOf('\\', start, end);
        return escape < 0
                ? end - start == name.length() + 2 && text.startsWith(name, start + 1)
                : part(start, end).asString().equals(name);
    }

    private Optional<RawJson> element(int position) {
        int i = 0;
        for (int start = skipSpace(1); text.charAt(start) != ']'; i++) {
            int end = valueEnd(start);
            if (i == position) {
                return Optional.of(part(start, end));
            }
            start = next(end);
        }
        return Optional.empty();
    }

    /** From the end of one part to the start of the next one, or to the closing bracket. */
    private int next(int end) {
        int separator = skipSpace(end);
        return text.charAt(separator) == ',' ? skipSpace(separator + 1) : separator;
    }

    private RawJson part(int start, int end) {
        return new RawJson(text.substring(start, end));
    }

    /** The text is known to be valid, so brackets outside strings balance and a scalar ends at white space or punctuation. */
    private int valueEnd(int start) {
        char first = text.charAt(start);
        if (first == '"') {
            return stringEnd(start);
        }
        if (first != '[' && first != '{') {
            int end = start;
            while (end < text.length() && ",]} \t\n\r".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            return end;
        }
        int depth = 0;
        for (int i = start; ; i++) {
            switch (text.charAt(i)) {
                case '"' -> i = stringEnd(i) - 1;
                case '[', '{' -> depth++;
                case ']', '}' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {
                    // white space, separators and scalars do not change the depth
                }
            }
        }
    }

    private int stringEnd(int start) {
        for (int i = start + 1; ; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
        }
    }

    private int skipSpace(int from) {
        int i = from;
        while (isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private void require(boolean condition, String expected) {
        if (!condition) {
            throw new IllegalStateException("not " + expected + ": " + abbreviated());
        }
    }

    private String abbreviated() {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    /** JSON knows four white space characters, fewer than {@link String#strip()}. */
    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
