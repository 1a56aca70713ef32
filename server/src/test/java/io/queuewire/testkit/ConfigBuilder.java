package io.queuewire.testkit;

import io.queuewire.intake.IntakeConfig;
import io.queuewire.intake.RoutingRule;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The default configuration with what a test changes; polls wait 1 s. */
public final class ConfigBuilder {

    private int pollers = 1;
    private Duration pollWait = Duration.ofSeconds(1);
    private Duration visibility = IntakeConfig.DEFAULT.visibility();
    private int inFlight = IntakeConfig.DEFAULT.inFlight();
    private Duration dedupe = IntakeConfig.DEFAULT.dedupe();
    private IntakeConfig.OnInvalid onInvalid = IntakeConfig.DEFAULT.onInvalid();
    private IntakeConfig.NoAudience noAudience = IntakeConfig.DEFAULT.noAudience();
    private Set<String> namespaces = IntakeConfig.DEFAULT.namespaces();
    private List<RoutingRule> routes = List.of();

    public ConfigBuilder pollers(int value) {
        pollers = value;
        return this;
    }

    public ConfigBuilder pollWait(Duration value) {
        pollWait = value;
        return this;
    }

    public ConfigBuilder visibility(Duration value) {
        visibility = value;
        return this;
    }

    public ConfigBuilder inFlight(int value) {
        inFlight = value;
        return this;
    }

    public ConfigBuilder dedupe(Duration value) {
        dedupe = value;
        return this;
    }

    public ConfigBuilder onInvalid(IntakeConfig.OnInvalid value) {
        onInvalid = value;
        return this;
    }

    public ConfigBuilder noAudience(IntakeConfig.NoAudience value) {
        noAudience = value;
        return this;
    }

    public ConfigBuilder namespaces(String... values) {
        namespaces = Set.of(values);
        return this;
    }

    public ConfigBuilder routes(RoutingRule... values) {
        routes = List.of(values);
        return this;
    }

    public IntakeConfig build() {
        return new IntakeConfig(
                pollers,
                pollWait,
                visibility,
                inFlight,
                IntakeConfig.roomFor(pollers),
                dedupe,
                onInvalid,
                noAudience,
                IntakeConfig.DEFAULT.defaultEvent(),
                namespaces,
                routes);
    }
}
