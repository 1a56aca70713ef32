package io.queuewire.app.config;

/**
 * One thing wrong in the configuration, complete enough to be put right without looking anything up.
 *
 * @param key the key, or what stood in its place
 * @param value the value as it was written, masked when it is secret, empty when none was given
 * @param origin where it was written
 * @param expected what would have been right
 */
public record ConfigMistake(String key, String value, Origin origin, String expected) {

    public ConfigMistake {
        value = Secret.withoutUser(value);
    }

    static ConfigMistake of(Entry entry, String value, String expected) {
        ConfigKey<?> key = entry.key();
        return new ConfigMistake(key.name(), key.secret() ? Secret.MASK : value, entry.origin(), expected);
    }

    /** The mistake on one line. */
    public String describe() {
        String given = value.isEmpty() ? "" : " = " + YamlText.quoted(value);
        return key + given + " (" + origin + "): expected " + expected;
    }
}
