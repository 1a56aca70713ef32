package io.queuewire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1.50e+3",
                "123456789012345678901234567890",
                "true",
                "null",
                "\"\"",
                "\"\\ud83d\\ude00 😀\"",
                "[]",
                "[ 1 , [ ] ,\"a,]\" ]",
                "{}",
                "{\"a\" : {\"b\":[1,2]} , \"a\":\"}\\\"\"}"
            })
    void keepsAValueAsItWasWritten(String text) {
        assertThat(parse(text).text()).isEqualTo(text);
        assertThat(parse(" \t\r\n" + text + "\n ").text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "'a'",
                "01",
                "+1",
                ".5",
                "1.",
                "NaN",
                "Infinity",
                "tru",
                "1 2",
                "[1]]",
                "\"\\x\"",
                "\"\n\"",
                "\"\\u12\"",
                "\"open",
                "//c\n1",
                "\uFEFF1",
                "\u00A01",
                "[1}"
            })
    void refusesWhatIsNotOneJsonValue(String text) {
        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> parse(text));
    }

    @Test
    void boundsDepthAndLength() {
        JsonLimits limits = new JsonLimits(2, 10);
        assertThat(RawJson.parse("[[1]]", limits).text()).isEqualTo("[[1]]");
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> RawJson.parse("[[[1]]]", limits))
                .withMessageContaining("2 levels");
        assertThat(RawJson.parse("1234567890", limits).text()).hasSize(10);
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> RawJson.parse("12345678901", limits))
                .withMessageContaining("at most 10");
    }

    @Test
    void survivesNestingThatWouldOverflowAStack() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> RawJson.parse("[".repeat(1_000_000), JsonLimits.QUEUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "[secret]", "{secret:1}", "{\"secret\"}", "\"\\secret\"", "[sec\u0000ret", "1secret"})
    void doesNotRepeatTheTextItRefuses(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> parse(text))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .doesNotContain("secret", "sec\u0000");
    }

    @Test
    void takesAnArrayApart() {
        assertThat(parse("[ 1.0 , \"a,\\\"]\" ,{\"b\" : [2]}, [] ]").elements())
                .extracting(RawJson::text)
                .containsExactly("1.0", "\"a,\\\"]\"", "{\"b\" : [2]}", "[]");
        assertThat(parse("[ ]").elements()).isEmpty();
    }

    @Test
    void takesAnObjectApartAndLetsTheLastOfARepeatedNameWin() {
        assertThat(parse("{ \"a\" : 1 , \"b,}\":{\"c\": 2} , \"\\u0061\":3 }").members())
                .containsExactly(Map.entry("a", parse("3")), Map.entry("b,}", parse("{\"c\": 2}")));
        assertThat(parse("{ }").members()).isEmpty();
    }

    @Test
    void decodesStrings() {
        assertThat(parse("\"plain ü😀\"").asString()).isEqualTo("plain ü😀");
        assertThat(parse("\"\\u0000\\n\\\"\\/\\ud83d\\ude00\"").asString()).isEqualTo("\0\n\"/😀");
        assertThatIllegalStateException().isThrownBy(() -> parse("1").asString());
    }

    @Test
    void writesValues() {
        assertThat(RawJson.string("a\"\n\u001e😀").text()).isEqualTo("\"a\\\"\\n\\u001E😀\"");
        assertThat(RawJson.array(List.of(parse("1"), parse("[ 2]"))).text()).isEqualTo("[1,[ 2]]");
        assertThat(RawJson.object(Map.of("a", RawJson.number(7))).text()).isEqualTo("{\"a\":7}");
        assertThat(RawJson.object(Map.of())).isEqualTo(RawJson.EMPTY_OBJECT);
    }

    private static RawJson parse(String text) {
        return RawJson.parse(text, JsonLimits.QUEUE);
    }
}
