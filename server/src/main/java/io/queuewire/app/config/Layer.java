package io.queuewire.app.config;

import java.util.List;

/**
 * What one place says: values that a later layer may override, and what could not be understood there at all.
 *
 * @param entries at most one for each key
 * @param mistakes unknown keys, keys given twice, unreadable files
 */
record Layer(List<Entry> entries, List<ConfigMistake> mistakes) {
    Layer {
        entries = List.copyOf(entries);
        mistakes = List.copyOf(mistakes);
    }
}
