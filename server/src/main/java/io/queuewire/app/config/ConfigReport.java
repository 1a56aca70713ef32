package io.queuewire.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** Prints what holds, aligned, each value with its origin behind it. */
final class ConfigReport {

    /** Longer values push only their own origin to the right. */
    private static final int WIDEST_VALUE = 32;

    private ConfigReport() {}

    static String of(Settings settings) {
        int keyWidth = settings.all().stream()
                .mapToInt(setting -> setting.entry().key().name().length() + 1)
                .max()
                .orElse(0);
        int valueWidth = settings.all().stream()
                .mapToInt(setting -> value(setting).length())
                .filter(width -> width <= WIDEST_VALUE)
                .max()
                .orElse(0);
        String format = "%-" + keyWidth + "s %-" + valueWidth + "s  # %s%n";
        return settings.all().stream()
                .map(setting -> format.formatted(setting.entry().key().name() + ":", value(setting), remark(setting)))
                .collect(Collectors.joining());
    }

    private static String value(Setting setting) {
        Entry entry = setting.entry();
        ConfigKey<?> key = entry.key();
        if (key.secret() && !entry.value().text().equals(key.defaultText())) {
            return YamlText.quoted(Secret.MASK);
        }
        return YamlText.of(
                switch (key) {
                    case ConfigKey.Single<?> single -> withoutUser(entry.value());
                    case ConfigKey.Possible<?> possible -> withoutUser(entry.value());
                    case ConfigKey.Several<?> several ->
                        withoutUser(new GivenValue.Sequence(entry.value().items()));
                    case ConfigKey.Rules rules when setting.isDefault() -> new GivenValue.Rules(List.of());
                    case ConfigKey.Rules rules -> entry.value();
                });
    }

    private static GivenValue withoutUser(GivenValue value) {
        return switch (value) {
            case GivenValue.Scalar(String text) -> new GivenValue.Scalar(Secret.withoutUser(text));
            case GivenValue.Sequence(List<String> items) ->
                new GivenValue.Sequence(items.stream().map(Secret::withoutUser).toList());
            case GivenValue.Rules rules -> rules;
        };
    }

    private static String remark(Setting setting) {
        String origin = setting.entry().origin().description();
        String meaning = setting.entry().key().defaultMeaning();
        if (!setting.usable()) {
            return origin + ", cannot be used";
        }
        return setting.isDefault() && !meaning.isEmpty() ? origin + ", " + meaning : origin;
    }
}
