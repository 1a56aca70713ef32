package io.queuewire.app.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** Guesses which key was meant by a name that belongs to none. */
final class NearestKey {

    private NearestKey() {}

    /**
     * The key whose name needs the fewest letters changed, or nothing when too few letters agree to be a guess.
     *
     * @param spelling how a key is spelled where the name was given
     */
    static Optional<ConfigKey<?>> of(String given, Function<ConfigKey<?>, String> spelling) {
        int tolerated = Math.max(2, given.length() / 3);
        return ConfigKeys.ALL.stream()
                .filter(key -> distance(given, spelling.apply(key)) <= tolerated
                        || spelling.apply(key).startsWith(given + "."))
                .min(Comparator.comparingInt(key -> distance(given, spelling.apply(key))));
    }

    /** How many letters have to be inserted, removed or replaced to make one text of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
