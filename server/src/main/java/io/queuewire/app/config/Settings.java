package io.queuewire.app.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What holds for every key after all layers were laid upon each other. Immutable. */
final class Settings {

    private final Map<String, Setting> settingsByName = new LinkedHashMap<>();

    /** Lays the layers upon the defaults; a later one hides an earlier one. */
    Settings(List<Layer> layers) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            put(new Entry(key, new GivenValue.Scalar(key.defaultText()), Origin.DEFAULT));
        }
        layers.forEach(layer -> layer.entries().forEach(this::put));
    }

    private void put(Entry entry) {
        boolean usable = entry.key().read(entry.value()) instanceof Reading.Understood<?>;
        settingsByName.put(entry.key().name(), new Setting(entry, usable));
    }

    Collection<Setting> all() {
        return settingsByName.values();
    }

    boolean areUsable(ConfigKey<?>... keys) {
        return Stream.of(keys).allMatch(key -> setting(key).usable());
    }

    Entry entry(ConfigKey<?> key) {
        return setting(key).entry();
    }

    /**
     * The value of a key.
     *
     * @throws IllegalStateException when what was given for it cannot be read
     */
    <T> T value(ConfigKey<T> key) {
        GivenValue given = entry(key).value();
        if (key.read(given) instanceof Reading.Understood<T>(T value)) {
            return value;
        }
        throw new IllegalStateException(key.name() + " = " + given.text() + ": expected a value that can be read");
    }

    private Setting setting(ConfigKey<?> key) {
        Setting setting = settingsByName.get(key.name());
        if (setting == null) {
            throw new IllegalStateException(key.name() + ": expected one of the registered keys");
        }
        return setting;
    }
}
