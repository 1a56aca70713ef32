package io.queuewire.app.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts so that YAML reads the same text back, and so that a terminal shows it harmlessly. */
final class YamlText {

    /** What needs no quotes anywhere: nothing that could be taken for YAML's own signs, or for a comment. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.][A-Za-z0-9/_.:+-]*");

    private YamlText() {}

    static String of(GivenValue value) {
        return switch (value) {
            case GivenValue.Scalar(String text) -> scalar(text);
            case GivenValue.Sequence(List<String> items) ->
                items.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
            case GivenValue.Rules rules -> rules.text();
        };
    }

    static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !text.endsWith(":") && !text.equalsIgnoreCase("null")
                ? text
                : quoted(text);
    }

    /** The text in double quotes, everything that does not print escaped. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(character);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(character)) {
                        quoted.append("\\x%02x".formatted(character));
                    } else {
                        quoted.appendCodePoint(character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
