package io.queuewire.intake;

import java.time.Duration;
import java.util.Set;

/** The default configuration with what a test changes; polls wait 1 s. */
final class ConfigBuilder {

    private int pollers = 1;
    private Duration pollWait = Duration.ofSeconds(1);
    private Duration visibility = IntakeConfig.DEFAULT.visibility();
    private int inFlight = IntakeConfig.DEFAULT.inFlight();
    private Duration dedupe = IntakeConfig.DEFAULT.dedupe();
    private IntakeConfig.OnInvalid onInvalid = IntakeConfig.DEFAULT.onInvalid();
    private IntakeConfig.NoAudience noAudience = IntakeConfig.DEFAULT.noAudience();
    private Set<String> namespaces = IntakeConfig.DEFAULT.namespaces();

    ConfigBuilder pollers(int value) {
        pollers = value;
        return this;
    }

    ConfigBuilder pollWait(Duration value) {
        pollWait = value;
        return this;
    }

    ConfigBuilder visibility(Duration value) {
        visibility = value;
        return this;
    }

    ConfigBuilder inFlight(int value) {
        inFlight = value;
        return this;
    }

    ConfigBuilder dedupe(Duration value) {
        dedupe = value;
        return this;
    }

    ConfigBuilder onInvalid(IntakeConfig.OnInvalid value) {
        onInvalid = value;
        return this;
    }

    ConfigBuilder noAudience(IntakeConfig.NoAudience value) {
        noAudience = value;
        return this;
    }

    ConfigBuilder namespaces(String... values) {
        namespaces = Set.of(values);
        return this;
    }

    IntakeConfig build() {
        return new IntakeConfig(
                pollers,
                pollWait,
                visibility,
                inFlight,
                IntakeConfig.DEFAULT.inFlightBytes(),
                dedupe,
                onInvalid,
                noAudience,
                IntakeConfig.DEFAULT.defaultEvent(),
                namespaces);
    }
}
