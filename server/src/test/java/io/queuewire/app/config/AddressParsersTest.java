package io.queuewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressParsersTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "::1, ::1",
        "[::1], ::1",
        "relay.internal, relay.internal",
        "fe80::1%eth0, fe80::1%eth0"
    })
    void readsHostsToBindTo(String text, String host) {
        assertThat(AddressParsers.host().reading().apply(text)).contains(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8080", "http://localhost", "a b", "a/b"})
    void refusesWhatIsNoHost(String text) {
        assertThat(AddressParsers.host().reading().apply(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Shop.Example, shop.example", "::1, [::1]", "[::1], [::1]", "127.0.0.1, 127.0.0.1", "*, *"})
    void readsHostNamesAsTheyStandInTheHeader(String text, String name) {
        assertThat(AddressParsers.hostName().reading().apply(text)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "https://Shop.Example:443, https://shop.example",
        "http://localhost:3000, http://localhost:3000",
        "http://localhost:80, http://localhost",
        "http://[::1]:3000, http://[::1]:3000",
        "*, *"
    })
    void readsOriginsAsBrowsersSendThem(String text, String origin) {
        assertThat(AddressParsers.origin().reading().apply(text)).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "shop.example",
                "https://shop.example/",
                "https://*.shop.example",
                "ftp://shop.example",
                "https://user@shop.example",
                "https://shop.example?x",
                "https://shop.example:99999",
                "https://"
            })
    void refusesWhatIsNoOrigin(String text) {
        assertThat(AddressParsers.origin().reading().apply(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.eu-central-1.amazonaws.com/123456789012/orders",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/orders.fifo",
                "http://localhost:9324/000000000000/orders_2-x",
                "http://localhost:4566/queue/us-east-1/000000000000/orders",
                "http://[::1]:9324/queue/orders"
            })
    void readsQueueUrls(String text) {
        assertThat(AddressParsers.queueUrl().reading().apply(text)).contains(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "arn:aws:sqs:eu-central-1:123456789012:orders",
                "https://sqs.eu-central-1.amazonaws.com",
                "https://sqs.eu-central-1.amazonaws.com/",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/orders/",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/orders.pdf",
                "https://sqs.eu-central-1.amazonaws.com/123456789012/orders?x=1",
                "sqs.eu-central-1.amazonaws.com/123456789012/orders",
                "https:///123456789012/orders"
            })
    void refusesWhatIsNoQueueUrl(String text) {
        assertThat(AddressParsers.queueUrl().reading().apply(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9324, true",
        "http://localhost:4566/, true",
        "http://localhost/queue, false",
        "localhost, false"
    })
    void readsEndpointsWithoutAPath(String text, boolean accepted) {
        assertThat(AddressParsers.endpoint().reading().apply(text).isPresent()).isEqualTo(accepted);
    }
}
