package io.queuewire.intake.sqs;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Where to reach a queue.
 *
 * @param override the endpoint to tell the SDK; empty when it finds it by itself
 * @param endpoint where the calls will go, as far as it differs from AWS's own address
 * @param region what calls are signed for
 */
record SqsAddress(Optional<URI> override, Optional<URI> endpoint, Region region) {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqsAddress.class);

    static SqsAddress of(SqsConfig config) {
        QueueHost queue = QueueHost.of(config.url());
        Optional<URI> found = endpointOfSdk();
        // The SDK does not look at the queue's URL; for what is not AWS, the URL is the address.
        Optional<URI> override = config.endpoint()
                .or(() -> found.isPresent() || queue.isAws() ? Optional.empty() : Optional.of(queue.origin()));
        return new SqsAddress(override, override.or(() -> found), region(config, queue));
    }

    private static Region region(SqsConfig config, QueueHost queue) {
        Optional<String> ofUrl = queue.region();
        String region =
                config.region().or(SqsAddress::regionOfSdk).or(() -> ofUrl).orElse(Region.US_EAST_1.id());
        if (queue.isAws() && ofUrl.filter(name -> !name.equals(region)).isPresent()) {
            LOGGER.warn("queue {} is in region {}, but {} is configured", config.url(), ofUrl.get(), region);
        }
        return Region.of(region);
    }

    /** The SDK's chain without the instance metadata service, which makes everybody wait who is not on EC2. */
    private static Optional<String> regionOfSdk() {
        return Stream.<AwsRegionProvider>of(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
                .flatMap(provider -> region(provider).stream())
                .findFirst();
    }

    private static Optional<String> region(AwsRegionProvider provider) {
        try {
            return Optional.ofNullable(provider.getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** What the SDK would take if it was told nothing. */
    private static Optional<URI> endpointOfSdk() {
        return Stream.of(
                        System.getProperty("aws.endpointUrlSqs"),
                        System.getenv("AWS_ENDPOINT_URL_SQS"),
                        System.getProperty("aws.endpointUrl"),
                        System.getenv("AWS_ENDPOINT_URL"))
                .filter(address -> address != null && !address.isBlank())
                .findFirst()
                .map(URI::create);
    }

    /** Whether the calls go to an emulator, which takes any credentials. */
    boolean isEmulator() {
        return endpoint().map(QueueHost::new).filter(QueueHost::isEmulator).isPresent();
    }
}
