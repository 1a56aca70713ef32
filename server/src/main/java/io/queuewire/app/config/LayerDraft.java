package io.queuewire.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Collects what one place says, and what is wrong with it. Used by one thread while that place is read. */
final class LayerDraft {

    private final Map<String, Entry> entriesByName = new LinkedHashMap<>();
    private final List<ConfigMistake> mistakes = new ArrayList<>();

    /** A value that replaces one of the same place, as the last option on a command line does. */
    void put(ConfigKey<?> key, GivenValue value, Origin origin) {
        entriesByName.put(key.name(), new Entry(key, value, origin));
    }

    /** A value of a place that may name each key once. */
    void putOnce(ConfigKey<?> key, GivenValue value, Origin origin) {
        Entry entry = new Entry(key, value, origin);
        Entry earlier = entriesByName.putIfAbsent(key.name(), entry);
        if (earlier != null) {
            mistakes.add(ConfigMistake.of(entry, value.text(), "each key once, it is also at " + earlier.origin()));
        }
    }

    /**
     * A name that belongs to no key.
     *
     * @param spelling how a key is spelled at this place
     */
    void unknown(String name, GivenValue value, Origin origin, Function<ConfigKey<?>, String> spelling) {
        Optional<ConfigKey<?>> nearest = NearestKey.of(name, spelling);
        // A misspelled secret is a secret.
        String shown = nearest.filter(ConfigKey::secret).isPresent() ? Secret.MASK : value.text();
        mistake(
                name,
                shown,
                origin,
                "a known key, "
                        + nearest.map(key -> "the nearest is " + spelling.apply(key))
                                .orElse("the command config prints all of them"));
    }

    void mistake(String key, String value, Origin origin, String expected) {
        mistakes.add(new ConfigMistake(key, value, origin, expected));
    }

    Layer finish() {
        return new Layer(List.copyOf(entriesByName.values()), mistakes);
    }
}
