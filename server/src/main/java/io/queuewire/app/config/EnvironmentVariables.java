package io.queuewire.app.config;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The layer of {@code QUEUEWIRE_} variables. An empty variable counts as not set, because that is what compose files and
 * charts make of a variable that nobody has filled in.
 */
final class EnvironmentVariables {

    /** Ours, but not the configuration's: the launcher reads it. */
    private static final Set<String> OTHER_PURPOSE = Set.of("QUEUEWIRE_JAVA_OPTS", "QUEUEWIRE_JDKS");

    /**
     * What Kubernetes puts into every container of a namespace with a service called queuewire or queuewire-something:
     * nobody configured that, and {@code QUEUEWIRE_PORT=tcp://10.0.0.1:8080} must not keep the relay from starting.
     */
    private static final Pattern SERVICE_LINK_NAME =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private EnvironmentVariables() {}

    static Layer read(Map<String, String> environment) {
        Map<String, ConfigKey<?>> keysByVariable =
                ConfigKeys.ALL.stream().collect(Collectors.toMap(ConfigKey::variable, key -> key));
        LayerDraft layer = new LayerDraft();
        new TreeMap<>(environment).forEach((name, text) -> {
            if (!name.startsWith(ConfigKey.VARIABLE_PREFIX) || text.isBlank() || isForSomethingElse(name, text)) {
                return;
            }
            GivenValue value = new GivenValue.Scalar(text);
            ConfigKey<?> key = keysByVariable.get(name);
            if (key == null) {
                layer.unknown(name, value, Origin.variable(name), ConfigKey::variable);
            } else {
                layer.put(key, value, Origin.variable(name));
            }
        });
        return layer.finish();
    }

    private static boolean isForSomethingElse(String name, String text) {
        return OTHER_PURPOSE.contains(name)
                || SERVICE_LINK_NAME.matcher(name).matches()
                || (name.endsWith("_PORT") && SERVICE_LINK_VALUE.matcher(text).matches());
    }
}
