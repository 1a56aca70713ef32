package io.queuewire.app.config;

import io.queuewire.intake.RouteField;
import io.queuewire.intake.RoutingRule;
import io.queuewire.intake.Source;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds values that are right by themselves and wrong together, or wrong on this machine. */
final class CrossChecks {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

    private final Settings settings;
    private final Path folder;
    private final List<ConfigMistake> mistakes = new ArrayList<>();

    private CrossChecks(Settings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** The mistakes that appear only now; keys whose values could not be read have had theirs. */
    static List<ConfigMistake> of(Settings settings, ConfigProfile profile, Path folder) {
        CrossChecks checks = new CrossChecks(settings, folder);
        if (profile.needsQueue()) {
            checks.queueIsNamed();
        }
        checks.namespacesExist();
        checks.routesLeadToNamespaces();
        checks.parkingHasAPlace();
        checks.managementIsGuarded();
        checks.portsDiffer();
        checks.staticRootIsAFolder();
        checks.replayFileHasAFolder();
        return checks.mistakes;
    }

    private void queueIsNamed() {
        if (settings.areUsable(ConfigKeys.QUEUE_URL)
                && settings.value(ConfigKeys.QUEUE_URL).isEmpty()) {
            mistake(ConfigKeys.QUEUE_URL, "one or more SQS queue URLs, this command needs them");
        }
    }

    private void namespacesExist() {
        if (settings.areUsable(ConfigKeys.NAMESPACES)
                && settings.value(ConfigKeys.NAMESPACES).isEmpty()) {
            mistake(ConfigKeys.NAMESPACES, "at least one namespace");
        }
    }

    private void routesLeadToNamespaces() {
        if (!settings.areUsable(ConfigKeys.NAMESPACES, ConfigKeys.ROUTES)) {
            return;
        }
        List<String> namespaces = settings.value(ConfigKeys.NAMESPACES);
        for (RoutingRule rule : settings.value(ConfigKeys.ROUTES)) {
            if (rule.values().get(RouteField.NAMESPACE) instanceof Source.Constant(String name)
                    && !namespaces.contains(name.startsWith("/") ? name : "/" + name)) {
                mistakes.add(ConfigMistake.of(
                        settings.entry(ConfigKeys.ROUTES),
                        name,
                        "route " + rule.name() + " to set one of the namespaces: " + String.join(", ", namespaces)));
            }
        }
    }

    private void parkingHasAPlace() {
        if (!settings.areUsable(ConfigKeys.QUEUE_ON_INVALID, ConfigKeys.QUEUE_PARKING_URL, ConfigKeys.QUEUE_URL)) {
            return;
        }
        boolean parks = settings.value(ConfigKeys.QUEUE_ON_INVALID) == ServerConfig.OnInvalid.PARK;
        if (parks && settings.value(ConfigKeys.QUEUE_PARKING_URL).isEmpty()) {
            mistake(ConfigKeys.QUEUE_PARKING_URL, "an SQS queue URL, since queue.on-invalid is park");
        }
        List<URI> queues = settings.value(ConfigKeys.QUEUE_URL);
        if (settings.value(ConfigKeys.QUEUE_PARKING_URL)
                .filter(queues::contains)
                .isPresent()) {
            mistake(ConfigKeys.QUEUE_PARKING_URL, "a queue that is not in queue.url, or messages would go in circles");
        }
    }

    private void managementIsGuarded() {
        if (settings.areUsable(ConfigKeys.MANAGEMENT_HOST, ConfigKeys.MANAGEMENT_TOKEN)
                && settings.value(ConfigKeys.MANAGEMENT_TOKEN).isEmpty()
                && !LOOPBACK.matcher(settings.value(ConfigKeys.MANAGEMENT_HOST)).matches()) {
            mistake(ConfigKeys.MANAGEMENT_HOST, "a loopback address such as 127.0.0.1, or a management.token");
        }
    }

    private void portsDiffer() {
        if (!settings.areUsable(
                ConfigKeys.HOST, ConfigKeys.PORT, ConfigKeys.MANAGEMENT_HOST, ConfigKeys.MANAGEMENT_PORT)) {
            return;
        }
        int port = settings.value(ConfigKeys.PORT);
        String host = settings.value(ConfigKeys.HOST);
        String managementHost = settings.value(ConfigKeys.MANAGEMENT_HOST);
        boolean hostsOverlap =
                host.equals(managementHost) || WILDCARDS.contains(host) || WILDCARDS.contains(managementHost);
        if (port != 0 && hostsOverlap && port == settings.value(ConfigKeys.MANAGEMENT_PORT)) {
            mistake(ConfigKeys.MANAGEMENT_PORT, "another port than that of the public listener");
        }
    }

    private void staticRootIsAFolder() {
        if (settings.areUsable(ConfigKeys.STATIC_ROOT)
                && settings.value(ConfigKeys.STATIC_ROOT) instanceof StaticRoot.Folder(Path path)
                && !Files.isDirectory(folder.resolve(path))) {
            mistake(ConfigKeys.STATIC_ROOT, "an existing folder, bundled, or none");
        }
    }

    private void replayFileHasAFolder() {
        if (!settings.areUsable(ConfigKeys.REPLAY_FILE)) {
            return;
        }
        settings.value(ConfigKeys.REPLAY_FILE).ifPresent(file -> {
            Path path = folder.resolve(file).toAbsolutePath();
            boolean somethingElse = Files.exists(path) && !Files.isRegularFile(path);
            if (path.getParent() == null || !Files.isDirectory(path.getParent()) || somethingElse) {
                mistake(ConfigKeys.REPLAY_FILE, "a file in an existing folder");
            }
        });
    }

    private void mistake(ConfigKey<?> key, String expected) {
        Entry entry = settings.entry(key);
        mistakes.add(ConfigMistake.of(entry, entry.value().text(), expected));
    }
}
