package io.queuewire.app.config;

import java.util.List;

/** The layer of {@code --set key=value}; of a repeated key the last one counts. */
final class SetOptions {

    private SetOptions() {}

    static Layer read(List<String> assignments) {
        LayerDraft layer = new LayerDraft();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                layer.mistake("--set", assignment, Origin.SET_OPTION, "key=value");
                continue;
            }
            String name = assignment.substring(0, equals).strip();
            GivenValue value = new GivenValue.Scalar(assignment.substring(equals + 1));
            ConfigKeys.named(name)
                    .ifPresentOrElse(
                            key -> layer.put(key, value, Origin.SET_OPTION),
                            () -> layer.unknown(name, value, Origin.SET_OPTION, ConfigKey::name));
        }
        return layer.finish();
    }
}
