package io.queuewire.intake.sqs;

import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** Builds SDK clients for one queue; they share the credentials. */
final class SqsClients {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long a call may take that neither polls nor settles. */
    private static final Duration CALL = Duration.ofSeconds(10);
    /** Longer than the longest poll with its grace: whoever polls cuts what takes longer. */
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private final SqsConfig config;
    private final SqsAddress address;
    private final AwsCredentialsProvider credentials;

    SqsClients(SqsConfig config) {
        this.config = config;
        this.address = SqsAddress.of(config, SdkSettings.find());
        this.credentials = address.emulator()
                ? anyCredentials()
                : DefaultCredentialsProvider.builder().build();
    }

    SqsAddress address() {
        return address;
    }

    /** How long a call that settles messages may take. */
    Duration settlement() {
        return config.settlement();
    }

    SdkHttpClient http() {
        Apache5HttpClient.Builder builder =
                Apache5HttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE);
        if (address.emulator()) {
            // The proxy that an environment names leads out into the world.
            builder.proxyConfiguration(ProxyConfiguration.builder()
                    .useEnvironmentVariableValues(false)
                    .build());
        }
        if (!address.tls()) {
            // Nobody will be asked for a certificate, and to read whom to trust would take a third of a start.
            builder.tlsTrustManagersProvider(() -> new TrustManager[0]);
        }
        return builder.build();
    }

    /**
     * Builds a client that makes few calls.
     *
     * @param http what it talks through; the caller closes it
     * @param attempts how often a call is made before it fails; the mode is set so that no update of the SDK changes it
     */
    SqsClient build(SdkHttpClient http, int attempts) {
        return build(
                http,
                ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL)
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(attempts)
                                .build())
                        .build());
    }

    /**
     * Builds a client that makes each call once and sets no time for it.
     *
     * @param http what it talks through; the caller closes it
     */
    SqsClient build(SdkHttpClient http) {
        return build(
                http,
                ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .build());
    }

    private SqsClient build(SdkHttpClient http, ClientOverrideConfiguration options) {
        SqsClientBuilder builder = SqsClient.builder()
                .httpClient(http)
                .region(Region.of(address.region()))
                .credentialsProvider(credentials)
                .checksumValidationEnabled(config.checksums())
                .overrideConfiguration(options);
        address.override().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** An emulator wants to see a signature but not whose: without credentials at hand, none are asked for elsewhere. */
    private static AwsCredentialsProvider anyCredentials() {
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("placeholder", "placeholder")));
    }
}
