package io.queuewire.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuewire.intake.PublishRequest;
import io.queuewire.message.Audience;
import io.queuewire.message.PushMessage;
import io.queuewire.message.Retention;
import io.queuewire.testkit.ConfigBuilder;
import io.queuewire.testkit.RecordingPublisher;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishEndpointTest {

    private final RecordingPublisher publisher = new RecordingPublisher().withClients(3);
    private final PublishEndpoint endpoint = new PublishEndpoint(
            new PublishRequest(new ConfigBuilder().namespaces("/", "/orders").build()), publisher);

    @Test
    void theAnswerSaysWhereTheMessageStandsAndHowManyGotIt() {
        ManagementResponse answer = post("{\"event\":\"a\",\"data\":{\"x\" : 1.50}}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"position\":\"position\",\"clients\":3}\n");
        PushMessage message = publisher.published().getFirst();
        assertThat(message.event()).isEqualTo("a");
        assertThat(message.namespace()).isEqualTo("/");
        assertThat(message.audience()).isEqualTo(Audience.EVERYONE);
        assertThat(message.retention()).isEqualTo(Retention.KEPT);
        assertThat(publisher.data()).containsExactly("{\"x\" : 1.50}");
    }

    @Test
    void everythingThatAQueueMessageMaySay() {
        assertThat(post("{\"data\":null,\"room\":\"a,b\",\"user\":\"u\",\"namespace\":\"orders\",\"ttl\":\"2s\"}")
                        .status())
                .isEqualTo(202);
        PushMessage message = publisher.published().getFirst();
        assertThat(message.event()).isEqualTo("item_added");
        assertThat(message.namespace()).isEqualTo("/orders");
        assertThat(message.audience()).isEqualTo(new Audience.Members(Set.of("a", "b"), Set.of("u")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":\"a\"}|data is missing",
                "{\"event\":\"gap\",\"data\":1}|not reserved",
                "{\"event\":5,\"data\":1}|event: expected a string",
                "{\"room\":\",\",\"data\":1}|empty list",
                "{\"namespace\":\"/nowhere\",\"data\":1}|expected one of",
                "{\"ttl\":\"soon\",\"data\":1}|expected a duration",
                "{\"rooms\":\"a\",\"data\":1}|unknown member",
                "[1]|expected a JSON object",
                "{|not JSON",
            })
    void whatCannotBePublishedIsRefusedWithTheReason(String body, String reason) {
        ManagementResponse answer = post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
        assertThat(publisher.published()).isEmpty();
    }

    @Test
    void whatTheRelayCannotTakeNowIsToBeTriedAgain() {
        publisher.refuse(true);
        ManagementResponse answer = post("{\"data\":1}");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
    }

    private ManagementResponse post(String body) {
        return endpoint.answer(new ManagementRequest("", "", body));
    }
}
