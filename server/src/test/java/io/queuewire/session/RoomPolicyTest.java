package io.queuewire.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomPolicyTest {

    @Test
    void whoIsInARoomOrCouldEnterItMayKnowAboutIt() {
        RoomPolicy policy = new RoomPolicy(List.of("team-*"));
        assertThat(policy.refusalToTell("lobby", Set.of("lobby"))).isEmpty();
        assertThat(policy.refusalToTell("team-a", Set.of("lobby"))).isEmpty();
        assertThat(policy.refusalToTell("lobby", Set.of("team-a")))
                .map(Refusal::code)
                .contains(Refusal.Code.NOT_ALLOWED);
        assertThat(policy.refusalToTell("", Set.of())).map(Refusal::code).contains(Refusal.Code.BAD_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "*, anything",
        "team-*, team-",
        "team-*, team-blue",
        "*-team, blue-team",
        "a*c*e, abcde",
        "a*c*e, ace",
        "lobby, lobby",
        "a.b, a.b",
        "'[x]', '[x]'",
        "'\\E*', '\\Ex'",
    })
    void aStarStandsForAnyCharactersAndAllElseForItself(String pattern, String room) {
        assertThat(new RoomPolicy(List.of(pattern)).refusal(room, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"team-*, team", "team-*, my-team-a", "lobby, lobby2", "a.b, axb", "a*c*e, abcd", "Lobby, lobby"})
    void aPatternFitsTheWholeName(String pattern, String room) {
        assertThat(new RoomPolicy(List.of(pattern)).refusal(room, 0))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.NOT_ALLOWED));
    }

    @Test
    void withoutPatternsNoRoomIsOpen() {
        assertThat(new RoomPolicy(List.of()).refusal("lobby", 0)).isPresent();
    }

    @Test
    void oneOfSeveralPatternsIsEnough() {
        assertThat(new RoomPolicy(List.of("a", "b*")).refusal("bee", 0)).isEmpty();
    }

    @Test
    void aNameIsNotEmpty() {
        assertThat(new RoomPolicy(List.of("*")).refusal("", 0))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.BAD_REQUEST));
    }
}
