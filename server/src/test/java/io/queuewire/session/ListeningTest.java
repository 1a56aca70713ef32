package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.hub.Since;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

    private final RelayPolicy policy =
            new RelayPolicy(Set.of("/", "/orders"), Set.of(), new Rate(20, 60), new RoomPolicy(List.of("open*")));

    @Test
    void withoutAQueryAClientHearsWhatIsSaidToEveryoneFromNowOn() {
        assertThat(decide(Map.of())).isEqualTo(granted("/", Set.of(), Since.NOW));
    }

    @Test
    void namespaceRoomsAndWhereToGoOn() {
        assertThat(decide(Map.of("namespace", "/orders", "rooms", "open1,open2,open1", "since", "e-1")))
                .isEqualTo(granted("/orders", Set.of("open1", "open2"), new Since.Seen("e-1")));
        assertThat(decide(Map.of("namespace", "orders", "since", "30s")))
                .isEqualTo(granted("/orders", Set.of(), new Since.Ago(Duration.ofSeconds(30))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "open1,", ",open1", "open1,,open2", "open\u0007"})
    void roomsThatCannotBe(String rooms) {
        assertThat(decide(Map.of("rooms", rooms)))
                .isInstanceOfSatisfying(
                        Listening.Decision.Refused.class,
                        refused -> assertThat(refused.forbidden()).isFalse());
    }

    @Test
    void tooManyOrTooLong() {
        String most = IntStream.range(0, 128).mapToObj(i -> "open" + i).collect(Collectors.joining(","));
        assertThat(decide(Map.of("rooms", most))).isInstanceOf(Listening.Decision.Granted.class);
        assertBad(Map.of("rooms", most + ",open128"));
        assertBad(Map.of("rooms", "open" + "x".repeat(197)));
        assertBad(Map.of("since", "x".repeat(201)));
        assertBad(Map.of("since", ""));
        assertBad(Map.of("since", "e\n1"));
        assertBad(Map.of("namespace", "/nowhere"));
    }

    @Test
    void aRoomThatIsNotOpenIsForbidden() {
        assertThat(decide(Map.of("rooms", "open1,closed")))
                .isInstanceOfSatisfying(Listening.Decision.Refused.class, refused -> {
                    assertThat(refused.forbidden()).isTrue();
                    assertThat(refused.why()).contains("not open");
                });
    }

    private void assertBad(Map<String, String> query) {
        assertThat(decide(query))
                .isInstanceOfSatisfying(
                        Listening.Decision.Refused.class,
                        refused -> assertThat(refused.forbidden()).isFalse());
    }

    private Listening.Decision decide(Map<String, String> query) {
        Map<String, List<String>> values = new HashMap<>();
        query.forEach((name, value) -> values.put(name, List.of(value)));
        return Listening.of(values, policy);
    }

    private static Listening.Decision granted(String namespace, Set<String> rooms, Since since) {
        return new Listening.Decision.Granted(new Listening(namespace, rooms, since));
    }
}
