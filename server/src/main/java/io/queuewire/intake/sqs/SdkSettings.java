package io.queuewire.intake.sqs;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * What the SDK would find by itself.
 *
 * @param endpoint of SQS
 * @param region to sign for
 */
record SdkSettings(Optional<URI> endpoint, Optional<String> region) {

    /** Looks where the SDK looks. */
    static SdkSettings find() {
        return new SdkSettings(findEndpoint(), findRegion());
    }

    private static Optional<URI> findEndpoint() {
        return Stream.of(
                        System.getProperty("aws.endpointUrlSqs"),
                        System.getenv("AWS_ENDPOINT_URL_SQS"),
                        System.getProperty("aws.endpointUrl"),
                        System.getenv("AWS_ENDPOINT_URL"))
                .filter(address -> address != null && !address.isBlank())
                .findFirst()
                .map(URI::create);
    }

    /** The SDK's chain without the instance metadata service, which makes everybody wait who is not on EC2. */
    private static Optional<String> findRegion() {
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
}
