package io.queuewire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {

    /** The document of RFC 6901, section 5. */
    private static final RawJson EXAMPLE = json("""
            {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5, "k\\"l": 6, " ": 7,
             "m~n": 8}""");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/foo, `[\"bar\", \"baz\"]`",
                "/foo/0, `\"bar\"`",
                "/, 0",
                "/a~1b, 1",
                "/c%d, 2",
                "/e^f, 3",
                "/g|h, 4",
                "/i\\j, 5",
                "/k\"l, 6",
                "`/ `, 7",
                "/m~0n, 8"
            })
    void findsWhatTheStandardSays(String pointer, String value) {
        assertThat(EXAMPLE.at(pointer(pointer))).contains(json(value));
    }

    @Test
    void theEmptyPointerIsTheWholeValue() {
        assertThat(EXAMPLE.at(pointer(""))).contains(EXAMPLE);
        assertThat(json("7").at(pointer(""))).contains(json("7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bar",
                "/FOO",
                "/fo",
                "/fooo",
                "/foo/2",
                "/foo/-",
                "/foo/-1",
                "/foo/00",
                "/foo/+1",
                "/foo/1e0",
                "/foo/\u0661",
                "/foo/99999999999999999999",
                "/foo/0/0",
                "/foo/",
                "//",
                "/a~01b"
            })
    void leadsNowhereWithoutFailing(String pointer) {
        assertThat(EXAMPLE.at(pointer(pointer))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "foo/bar", "/~", "/~2", "/a~", "#/foo", " /foo", "$.foo"})
    void isRefusedInAnyOtherForm(String text) {
        assertThat(JsonPointer.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a~1b/~0~1/0", "/a//b", "/~01", "/caf\u00e9/\uD83D\uDE80"})
    void isWrittenAsItWasRead(String text) {
        assertThat(pointer(text).toString()).isEqualTo(text);
    }

    @Test
    void ofARepeatedNameTheLastCountsAsInJavaScript() {
        assertThat(json("{\"a\":1,\"b\":2,\"a\":3}").at(pointer("/a"))).contains(json("3"));
    }

    @Test
    void anEscapedNameIsTheNameThatItMeans() {
        assertThat(json("{\"\\u0061\":1}").at(pointer("/a"))).contains(json("1"));
        assertThat(json("{\"x\\\\\":1, \"y\":2}").at(pointer("/y"))).contains(json("2"));
    }

    @Test
    void bracketsInsideStringsDoNotMatter() {
        RawJson value = json("{\"a\":\"}],{\\\"\" , \"b\" : [ \"]\" , {\"c\":\"}\"} ] }");

        assertThat(value.at(pointer("/b/1/c"))).contains(json("\"}\""));
    }

    @Test
    void theDeepestBodyIsNotTooDeep() {
        int depth = JsonLimits.QUEUE.depth();
        RawJson deep = json("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));

        assertThat(deep.at(pointer("/a".repeat(depth)))).contains(json("1"));
        assertThat(deep.at(pointer("/a".repeat(100_000)))).isEmpty();
    }

    @Test
    void aLongTextIsReadWithoutRecursion() {
        assertThat(JsonPointer.parse("/" + "a~0".repeat(200_000))).isPresent();
        assertThat(JsonPointer.parse("/" + "a~0".repeat(200_000) + "~")).isEmpty();
    }

    private static RawJson json(String text) {
        return RawJson.parse(text, JsonLimits.QUEUE);
    }

    private static JsonPointer pointer(String text) {
        Optional<JsonPointer> pointer = JsonPointer.parse(text);
        assertThat(pointer).isPresent();
        return pointer.orElse(new JsonPointer(List.of()));
    }
}
