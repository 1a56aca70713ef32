package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigKeysTest {

    @Test
    void everyKeyIsRegisteredOnce() {
        long declared = Arrays.stream(ConfigKeys.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> ConfigKey.class.isAssignableFrom(field.getType()))
                .count();

        assertThat(ConfigKeys.ALL).hasSize((int) declared).doesNotHaveDuplicates();
    }

    @Test
    void everyDefaultIsAValueThatAUserCouldWrite() {
        assertThat(ConfigKeys.ALL)
                .allSatisfy(key -> assertThat(key.read(new GivenValue.Scalar(key.defaultText())))
                        .isInstanceOf(Reading.Understood.class));
    }

    @Test
    void noTwoKeysShareAVariable() {
        assertThat(ConfigKeys.ALL).extracting(ConfigKey::variable).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "queue.no-audience, QUEUEWIRE_QUEUE_NO_AUDIENCE",
        "max-payload, QUEUEWIRE_MAX_PAYLOAD",
        "connections.per-ip, QUEUEWIRE_CONNECTIONS_PER_IP"
    })
    void variablesAreKeysInUpperCase(String name, String variable) {
        assertThat(ConfigKeys.named(name).map(ConfigKey::variable)).contains(variable);
    }

    @ParameterizedTest
    @CsvSource({
        "queue.wiat, queue.wait",
        "queue.inflight, queue.in-flight",
        "queue, queue.url",
        "prot, port",
        "managment.token, management.token"
    })
    void theNearestKeyOfAMisspelledOneIsFound(String given, String meant) {
        assertThat(NearestKey.of(given, ConfigKey::name).map(ConfigKey::name)).contains(meant);
    }

    @Test
    void noKeyIsNearToSomethingEntirelyDifferent() {
        assertThat(NearestKey.of("colour-of-the-sky", ConfigKey::name)).isEmpty();
    }
}
