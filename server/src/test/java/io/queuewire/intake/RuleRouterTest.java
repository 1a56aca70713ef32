package io.queuewire.intake;

import static io.queuewire.intake.ReceivedMessages.attributes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuewire.json.JsonPointer;
import io.queuewire.message.Audience;
import io.queuewire.testkit.ConfigBuilder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleRouterTest {

    private static final String ORDER =
            "{\"type\":\"placed\",\"id\":7,\"customer\":{\"id\":\"ann\",\"regions\":[\"eu\",3]},\"paid\":true,\"note\":null}";

    @Test
    void aRuleSetsEverythingFromAttributesPointersAndConstants() {
        RoutingRule rule = rule(
                List.of(is(pointer("/type"), "placed")),
                Map.of(
                        RouteField.EVENT,
                        constant("order_placed"),
                        RouteField.ROOM,
                        pointer("/customer/regions"),
                        RouteField.USER,
                        pointer("/customer/id"),
                        RouteField.NAMESPACE,
                        constant("orders"),
                        RouteField.TTL,
                        new Source.Attribute("expires"),
                        RouteField.KEY,
                        pointer("/id")));

        Decoded.Push push = push(ORDER, attributes("expires", "90s"), rule);

        assertThat(push.message().event()).isEqualTo("order_placed");
        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("eu", "3"), Set.of("ann")));
        assertThat(push.message().namespace()).isEqualTo("/orders");
        assertThat(push.timeToLive()).contains(Duration.ofSeconds(90));
        assertThat(push.key()).contains("7");
        assertThat(push.rule()).contains("test");
        assertThat(push.message().arguments().getFirst().text()).isEqualTo(ORDER);
    }

    @Test
    void theFirstMatchWins() {
        RoutingRule never = rule(List.of(is(pointer("/type"), "cancelled")), Map.of(RouteField.EVENT, constant("a")));
        RoutingRule first = rule(List.of(exists(pointer("/id"))), Map.of(RouteField.EVENT, constant("b")));
        RoutingRule second =
                rule(List.of(), Map.of(RouteField.EVENT, constant("c"), RouteField.KEY, constant("from the second")));

        Decoded.Push push = push(ORDER, Map.of(), never, first, second);

        assertThat(push.message().event()).isEqualTo("b");
        assertThat(push.key()).isEmpty();
    }

    @Test
    void allConditionsOfARuleHaveToHold() {
        RoutingRule rule = rule(
                List.of(is(pointer("/type"), "placed"), is(new Source.Attribute("shop"), "2")),
                Map.of(RouteField.EVENT, constant("both")));

        assertThat(push(ORDER, attributes("shop", "2"), rule).message().event()).isEqualTo("both");
        assertThat(push(ORDER, attributes("shop", "1"), rule).message().event()).isEqualTo("item_added");
        assertThat(push("{}", attributes("shop", "2"), rule).rule()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/type, placed, true",
        "/type, Placed, false",
        "/id, 7, true",
        "/id, 7.0, false",
        "/paid, true, true",
        "/note, null, false",
        "/customer, {}, false",
        "/customer/regions, eu, false",
        "/customer/regions/0, eu, true",
        "/missing, '', false"
    })
    void equalMeansTheSameTextWhateverItsType(String pointer, String constant, boolean matches) {
        RoutingRule rule = rule(List.of(is(pointer(pointer), constant)), Map.of(RouteField.EVENT, constant("matched")));

        assertThat(push(ORDER, Map.of(), rule).rule().isPresent()).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"/type, true", "/customer, true", "/customer/regions, true", "/note, false", "/missing, false"})
    void presentIsAnythingButNull(String pointer, boolean matches) {
        RoutingRule rule = rule(List.of(exists(pointer(pointer))), Map.of());

        assertThat(push(ORDER, Map.of(), rule).rule().isPresent()).isEqualTo(matches);
    }

    @Test
    void aBinaryAttributeIsPresentAndEqualsNothing() {
        Map<String, AttributeValue> binary =
                Map.of("seal", new AttributeValue.Binary("Binary", ByteBuffer.wrap(new byte[] {1})));

        assertThat(push("1", binary, rule(List.of(exists(new Source.Attribute("seal"))), Map.of()))
                        .rule())
                .isPresent();
        assertThat(push("1", binary, rule(List.of(is(new Source.Attribute("seal"), "")), Map.of()))
                        .rule())
                .isEmpty();
        assertThat(invalid("1", binary, rule(List.of(), Map.of(RouteField.KEY, new Source.Attribute("seal")))))
                .isEqualTo("route 'test': key from attribute 'seal': expected text, not binary");
    }

    @Test
    void whatARuleSetsWinsOverTheMessageAndTheRestStays() {
        RoutingRule rule = rule(List.of(), Map.of(RouteField.ROOM, constant("a, b")));

        Decoded.Push push = push("{}", attributes("room", "mine", "event", "spoken", "user", "ann"), rule);

        assertThat(push.message().event()).isEqualTo("spoken");
        assertThat(push.message().audience()).isEqualTo(new Audience.Members(Set.of("a", "b"), Set.of("ann")));
    }

    @Test
    void aRuleThatSetsNothingKeepsLaterOnesAway() {
        RoutingRule exception = rule(List.of(exists(new Source.Attribute("event"))), Map.of());
        RoutingRule everything = rule(List.of(), Map.of(RouteField.EVENT, constant("ruled")));

        assertThat(push("{}", attributes("event", "spoken"), exception, everything)
                        .message()
                        .event())
                .isEqualTo("spoken");
        assertThat(push("{}", Map.of(), exception, everything).message().event())
                .isEqualTo("ruled");
    }

    @Test
    void aBadAttributeDoesNoHarmOnceARuleReplacesIt() {
        RoutingRule rule = rule(List.of(), Map.of(RouteField.TTL, constant("2m")));

        assertThat(push("{}", attributes("ttl", "3600"), rule).timeToLive()).contains(Duration.ofMinutes(2));
        assertThat(invalid("{}", attributes("user", " "), rule))
                .startsWith("route 'test': attribute 'user' is an empty");
    }

    @Test
    void envelopesComeBeforeRules() {
        String body = "{\"detail-type\":\"Order Placed\",\"source\":\"shop\",\"detail\":{\"id\":1}}";
        RoutingRule rule = rule(
                List.of(is(new Source.Attribute("event"), "Order Placed")),
                Map.of(RouteField.EVENT, constant("order_placed"), RouteField.KEY, pointer("/id")));

        Decoded.Push push = push(body, Map.of(), rule);

        assertThat(push.message().event()).isEqualTo("order_placed");
        assertThat(push.key()).contains("1");
    }

    @Test
    void rulesReachTheRecordsOfAStorageEvent() {
        String body = "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\","
                + "\"s3\":{\"bucket\":{\"name\":\"photos\"}}}]}";
        RoutingRule rule = rule(
                List.of(is(new Source.Attribute("event"), "s3:ObjectCreated:Put")),
                Map.of(RouteField.ROOM, pointer("/Records/0/s3/bucket/name")));

        assertThat(push(body, Map.of(), rule).message().audience())
                .isEqualTo(new Audience.Members(Set.of("photos"), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVENT", "ROOM", "USER", "NAMESPACE", "TTL", "KEY"})
    void aPlaceThatIsNotThereMakesTheMessageInvalid(RouteField field) {
        assertThat(invalid(ORDER, Map.of(), rule(List.of(), Map.of(field, pointer("/nowhere")))))
                .isEqualTo("route 'test': " + field.label() + " from pointer '/nowhere' finds nothing");
        assertThat(invalid(ORDER, Map.of(), rule(List.of(), Map.of(field, pointer("/note")))))
                .endsWith("finds nothing");
        assertThat(invalid(ORDER, Map.of(), rule(List.of(), Map.of(field, new Source.Attribute("nowhere")))))
                .isEqualTo("route 'test': " + field.label() + " from attribute 'nowhere' finds nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVENT", "NAMESPACE", "TTL", "KEY"})
    void aValueOfAWrongTypeMakesTheMessageInvalid(RouteField field) {
        assertThat(invalid(ORDER, Map.of(), rule(List.of(), Map.of(field, pointer("/customer/regions")))))
                .isEqualTo("route 'test': " + field.label()
                        + " from pointer '/customer/regions': expected a string or a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"\"", "\" \"", "\"a,b\"", "[\"a,b\"]", "[\"a\",\"\"]", "[\"a\",null]", "[[\"a\"]]"})
    void dataCannotWidenAnAudience(String room) {
        assertThat(invalid(
                        "{\"room\":" + room + "}",
                        Map.of(),
                        rule(List.of(), Map.of(RouteField.ROOM, pointer("/room")))))
                .isEqualTo("route 'test': room from pointer '/room': expected a name without commas,"
                        + " or an array of such names");
    }

    @Test
    void anEmptyArrayOfNamesIsInvalidRatherThanEveryone() {
        assertThat(invalid("[]", Map.of(), rule(List.of(), Map.of(RouteField.USER, pointer("")))))
                .contains("route 'test': ", "'user' is an empty list");
    }

    @ParameterizedTest
    @CsvSource({"EVENT, disconnect", "NAMESPACE, /admin", "TTL, soon"})
    void aValueIsHeldToTheSameRulesAsAnAttribute(RouteField field, String value) {
        assertThat(invalid("\"" + value + "\"", Map.of(), rule(List.of(), Map.of(field, pointer("")))))
                .startsWith("route 'test': " + field.label())
                .contains("'" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({"EVENT, disconnect", "EVENT, ''", "ROOM, ' ,'", "USER, ''", "NAMESPACE, ''", "TTL, soon", "KEY, ''"})
    void aConstantThatCanNeverWorkIsRefused(RouteField field, String constant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(List.of(), Map.of(field, constant(constant))))
                .withMessageContaining(field.label() + " '" + constant + "': expected ");
    }

    private static RoutingRule rule(List<RoutingRule.Condition> conditions, Map<RouteField, Source> values) {
        return new RoutingRule("test", conditions, values);
    }

    private static RoutingRule.Condition is(Source.Place place, String constant) {
        return new RoutingRule.Condition(place, Optional.of(constant));
    }

    private static RoutingRule.Condition exists(Source.Place place) {
        return new RoutingRule.Condition(place, Optional.empty());
    }

    private static Source.Pointer pointer(String text) {
        return new Source.Pointer(JsonPointer.parse(text).orElseThrow());
    }

    private static Source constant(String text) {
        return new Source.Constant(text);
    }

    private static Decoded decode(String body, Map<String, AttributeValue> attributes, RoutingRule... rules) {
        return new MessageDecoder(new ConfigBuilder()
                        .namespaces("/", "/orders")
                        .routes(rules)
                        .build())
                .decode(ReceivedMessages.of("m", body, attributes));
    }

    private static Decoded.Push push(String body, Map<String, AttributeValue> attributes, RoutingRule... rules) {
        Decoded decoded = decode(body, attributes, rules);
        assertThat(decoded).isInstanceOf(Decoded.Push.class);
        return (Decoded.Push) decoded;
    }

    private static String invalid(String body, Map<String, AttributeValue> attributes, RoutingRule... rules) {
        Decoded decoded = decode(body, attributes, rules);
        assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
        return ((Decoded.Invalid) decoded).reason();
    }
}
