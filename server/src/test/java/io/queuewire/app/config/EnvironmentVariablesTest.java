package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {

    @Test
    void onlyOurVariablesCount() {
        assertThat(EnvironmentVariables.read(Map.of("PORT", "1", "AWS_REGION", "eu-central-1")))
                .isEqualTo(nothing());
    }

    @Test
    void anEmptyVariableIsNotSet() {
        assertThat(EnvironmentVariables.read(Map.of("QUEUEWIRE_MANAGEMENT_TOKEN", "", "QUEUEWIRE_PORT", " ")))
                .isEqualTo(nothing());
    }

    @Test
    void theLaunchersVariableIsNotAKey() {
        assertThat(EnvironmentVariables.read(Map.of("QUEUEWIRE_JAVA_OPTS", "-Xmx1g")))
                .isEqualTo(nothing());
    }

    @Test
    void serviceLinksOfKubernetesAreNotConfiguration() {
        assertThat(EnvironmentVariables.read(Map.of(
                        "QUEUEWIRE_SERVICE_HOST", "10.0.0.1",
                        "QUEUEWIRE_SERVICE_PORT", "8080",
                        "QUEUEWIRE_SERVICE_PORT_HTTP", "8080",
                        "QUEUEWIRE_PORT", "tcp://10.0.0.1:8080",
                        "QUEUEWIRE_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                        "QUEUEWIRE_PORT_8080_TCP_PROTO", "tcp",
                        "QUEUEWIRE_PORT_8080_TCP_ADDR", "10.0.0.1",
                        "QUEUEWIRE_MANAGEMENT_PORT", "tcp://10.0.0.2:9090",
                        "QUEUEWIRE_MANAGEMENT_SERVICE_HOST", "10.0.0.2")))
                .isEqualTo(nothing());
    }

    @Test
    void anUnknownVariableIsAMistake() {
        assertThat(EnvironmentVariables.read(Map.of("QUEUEWIRE_QUEUE_URLS", "x"))
                        .mistakes())
                .singleElement()
                .extracting(ConfigMistake::describe)
                .isEqualTo("QUEUEWIRE_QUEUE_URLS = \"x\" (variable QUEUEWIRE_QUEUE_URLS): "
                        + "expected a known key, the nearest is QUEUEWIRE_QUEUE_URL");
    }

    private static Layer nothing() {
        return new LayerDraft().finish();
    }
}
