package io.queuewire.app.config;

import io.queuewire.intake.RoutingRule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A value as somebody wrote it, before anybody knows what it should be. */
sealed interface GivenValue {

    /** The value on one line, as it could be written again. */
    String text();

    /** The value, for a key that takes one; empty when it is more than one text. */
    default Optional<String> single() {
        return Optional.empty();
    }

    /** The single texts, for a key that takes several. */
    List<String> items();

    /** One text; where a list is due, its items stand between commas. */
    record Scalar(String text) implements GivenValue {
        public Scalar {
            text = text.strip();
        }

        @Override
        public Optional<String> single() {
            return Optional.of(text);
        }

        @Override
        public List<String> items() {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
    }

    /** Routing rules, the one thing with a structure of its own. */
    record Rules(List<RoutingRule> rules) implements GivenValue {
        public Rules {
            rules = List.copyOf(rules);
        }

        @Override
        public String text() {
            return RouteText.of(rules);
        }

        @Override
        public List<String> items() {
            return List.of(text());
        }
    }

    /** A YAML list. */
    record Sequence(List<String> items) implements GivenValue {
        public Sequence {
            items = items.stream().map(String::strip).toList();
        }

        @Override
        public String text() {
            return String.join(", ", items);
        }
    }
}
