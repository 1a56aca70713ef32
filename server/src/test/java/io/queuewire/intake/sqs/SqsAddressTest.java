package io.queuewire.intake.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuewire.intake.QueueUrl;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsAddressTest {

    private static final SdkSettings NOTHING = new SdkSettings(Optional.empty(), Optional.empty());
    private static final String AWS = "https://sqs.eu-west-1.amazonaws.com/123456789012/items";
    private static final String LOCAL = "http://127.0.0.1:9324/000000000000/items";

    @Test
    void aQueueOnAwsIsReachedWhereTheSdkThinksItIs() {
        SqsAddress address = SqsAddress.of(SqsConfig.of(new QueueUrl(AWS)), NOTHING);

        assertThat(address.override()).isEmpty();
        assertThat(address.emulator()).isFalse();
        assertThat(address.tls()).isTrue();
        assertThat(address.region()).isEqualTo("eu-west-1");
    }

    @Test
    void aQueueElsewhereIsReachedAtItsOwnUrl() {
        SqsAddress address = SqsAddress.of(SqsConfig.of(new QueueUrl(LOCAL)), NOTHING);

        assertThat(address.override()).contains(URI.create("http://127.0.0.1:9324"));
        assertThat(address.emulator()).isTrue();
        assertThat(address.tls()).isFalse();
        assertThat(address.region()).isEqualTo("us-east-1");
    }

    @Test
    void whatIsConfiguredComesFirst() {
        SqsConfig config = new SqsConfig(
                new QueueUrl(AWS), Optional.of(URI.create("https://vpc.example:443")), Optional.of("eu-north-1"), true);
        SdkSettings sdk = new SdkSettings(Optional.of(URI.create("http://localhost:1")), Optional.of("ap-south-1"));

        SqsAddress address = SqsAddress.of(config, sdk);

        assertThat(address.override()).contains(URI.create("https://vpc.example:443"));
        assertThat(address.emulator()).isFalse();
        assertThat(address.tls()).isTrue();
        assertThat(address.region()).isEqualTo("eu-north-1");
    }

    @Test
    void whatTheSdkFindsIsLeftToTheSdk() {
        SdkSettings sdk = new SdkSettings(Optional.of(URI.create("http://localstack:4566")), Optional.of("ap-south-1"));

        SqsAddress address = SqsAddress.of(SqsConfig.of(new QueueUrl(LOCAL)), sdk);

        assertThat(address.override()).isEmpty();
        assertThat(address.emulator()).isTrue();
        assertThat(address.tls()).isFalse();
        assertThat(address.region()).isEqualTo("ap-south-1");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqs.eu-west-1.amazonaws.com/1/q, eu-west-1, true",
        "https://sqs.cn-north-1.amazonaws.com.cn/1/q, cn-north-1, true",
        "https://sqs.us-gov-west-1.amazonaws.com/1/q, us-gov-west-1, true",
        "https://sqs.eu-central-1.api.aws/1/q, eu-central-1, true",
        "https://ap-southeast-2.queue.amazonaws.com/1/q, ap-southeast-2, true",
        "https://vpce-0a1b.sqs.us-east-2.vpce.amazonaws.com/1/q, us-east-2, true",
        "http://sqs.us-east-1.localhost.localstack.cloud:4566/1/q, us-east-1, false",
        "https://queue.amazonaws.com/1/q, , true",
        "https://amazonaws.com.evil.example/1/q, , false"
    })
    void theHostTellsRegionAndOwner(String url, String region, boolean aws) {
        QueueHost host = QueueHost.of(new QueueUrl(url));

        assertThat(host.region()).isEqualTo(Optional.ofNullable(region));
        assertThat(host.isAws()).isEqualTo(aws);
    }

    @Test
    void endpointAndRegionAreChecked() {
        QueueUrl queue = new QueueUrl(LOCAL);

        assertThatThrownBy(
                        () -> new SqsConfig(queue, Optional.of(URI.create("localhost:9324")), Optional.empty(), true))
                .hasMessageContaining("expected http(s)://HOST[:PORT]");
        assertThatThrownBy(() -> new SqsConfig(queue, Optional.empty(), Optional.of("EU west"), true))
                .hasMessageContaining("'EU west': expected");
    }
}
