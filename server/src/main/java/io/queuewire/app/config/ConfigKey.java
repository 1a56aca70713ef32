package io.queuewire.app.config;

import io.queuewire.intake.RoutingRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A key of the configuration: its name, what it is without anybody's doing, and how a text becomes its value.
 *
 * @param <T> the type of the value
 */
sealed interface ConfigKey<T> {

    String VARIABLE_PREFIX = "QUEUEWIRE_";

    /** Lower case, words joined by dots and dashes. */
    String name();

    /** The default as a user would write it. */
    String defaultText();

    /** What the default means where its text does not say so; may be empty. */
    String defaultMeaning();

    Reading<T> read(GivenValue given);

    /** Whether the value must never be shown. */
    default boolean secret() {
        return false;
    }

    /** The environment variable of this key. */
    default String variable() {
        return VARIABLE_PREFIX
                + name().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** A key that always has a value. */
    record Single<T>(String name, String defaultText, String defaultMeaning, Parser<T> parser) implements ConfigKey<T> {

        Single(String name, String defaultText, Parser<T> parser) {
            this(name, defaultText, "", parser);
        }

        @Override
        public Reading<T> read(GivenValue given) {
            return given.single().map(parser::read).orElseGet(() -> refuseList(given, parser.expected()));
        }
    }

    /** A key that may be left out; the word of its default says so explicitly. */
    record Possible<T>(String name, String defaultText, String defaultMeaning, Parser<T> parser, boolean secret)
            implements ConfigKey<Optional<T>> {

        Possible(String name, String defaultText, String defaultMeaning, Parser<T> parser) {
            this(name, defaultText, defaultMeaning, parser, false);
        }

        @Override
        public Reading<Optional<T>> read(GivenValue given) {
            return given.single().map(this::readText).orElseGet(() -> refuseList(given, expected()));
        }

        private Reading<Optional<T>> readText(String text) {
            if (text.isEmpty() || text.equals(defaultText)) {
                return new Reading.Understood<>(Optional.empty());
            }
            return parser.reading()
                    .apply(text)
                    .<Reading<Optional<T>>>map(value -> new Reading.Understood<>(Optional.of(value)))
                    .orElseGet(() -> new Reading.Refused<>(text, expected()));
        }

        private String expected() {
            return parser.expected() + ", or " + defaultText;
        }
    }

    /** A key that takes any number of values, each once, in their order. */
    record Several<T>(String name, String defaultText, String defaultMeaning, Parser<T> parser)
            implements ConfigKey<List<T>> {

        @Override
        public Reading<List<T>> read(GivenValue given) {
            Set<T> values = new LinkedHashSet<>();
            for (String item : given.items()) {
                Optional<T> value = parser.reading().apply(item);
                if (value.isEmpty()) {
                    return new Reading.Refused<>(item, parser.expected());
                }
                values.add(value.get());
            }
            return new Reading.Understood<>(List.copyOf(values));
        }
    }

    /** The key of routing rules, which no single text can say. */
    record Rules(String name, String defaultMeaning) implements ConfigKey<List<RoutingRule>> {

        private static final String EXPECTED =
                "a list of rules in the YAML file, or routes.file with a file of their own";

        @Override
        public String defaultText() {
            return "";
        }

        @Override
        public Reading<List<RoutingRule>> read(GivenValue given) {
            if (given instanceof GivenValue.Rules(List<RoutingRule> rules)) {
                return new Reading.Understood<>(rules);
            }
            return given.single().filter(String::isEmpty).isPresent()
                    ? new Reading.Understood<>(List.of())
                    : new Reading.Refused<>(given.text(), EXPECTED);
        }
    }

    private static <T> Reading<T> refuseList(GivenValue list, String expected) {
        return new Reading.Refused<>(list.text(), "one value, not a list: " + expected);
    }
}
