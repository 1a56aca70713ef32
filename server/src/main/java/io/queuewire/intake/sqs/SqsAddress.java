package io.queuewire.intake.sqs;

import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where to reach a queue.
 *
 * @param override the endpoint to tell the SDK; empty when it finds it by itself
 * @param emulator whether the calls go to an emulator, which takes any credentials
 * @param tls whether the calls go over TLS
 * @param region what calls are signed for
 */
record SqsAddress(Optional<URI> override, boolean emulator, boolean tls, String region) {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqsAddress.class);

    /** For emulators, which do not care. */
    private static final String ANY_REGION = "us-east-1";

    static SqsAddress of(SqsConfig config, SdkSettings sdk) {
        QueueHost queue = QueueHost.of(config.url());
        // The SDK does not look at the queue's URL; for what is not AWS, the URL is the address.
        Optional<URI> override = config.endpoint()
                .or(() -> sdk.endpoint().isPresent() || queue.isAws() ? Optional.empty() : Optional.of(queue.origin()));
        Optional<URI> endpoint = override.or(sdk::endpoint);
        boolean emulator =
                endpoint.map(QueueHost::new).filter(QueueHost::isEmulator).isPresent();
        boolean tls = endpoint.filter(uri -> "http".equals(uri.getScheme())).isEmpty();
        return new SqsAddress(override, emulator, tls, region(config, sdk, queue));
    }

    private static String region(SqsConfig config, SdkSettings sdk, QueueHost queue) {
        Optional<String> ofUrl = queue.region();
        String region = config.region().or(sdk::region).or(() -> ofUrl).orElse(ANY_REGION);
        if (queue.isAws() && ofUrl.filter(name -> !name.equals(region)).isPresent()) {
            LOGGER.warn("queue {} is in region {}, but {} is configured", config.url(), ofUrl.get(), region);
        }
        return region;
    }
}
