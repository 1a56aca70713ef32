package io.queuewire.intake.sqs;

import io.queuewire.intake.QueueUrl;
import java.net.URI;
import java.util.Optional;

/**
 * How a queue is reached. What is left empty comes from where the AWS SDK finds it: system properties, environment,
 * profile; and at last from the queue's URL.
 *
 * @param url which queue
 * @param endpoint where the queue service answers
 * @param region the queue's region
 * @param checksums whether the MD5 of each body is checked, as the SDK does by default
 */
public record SqsConfig(QueueUrl url, Optional<URI> endpoint, Optional<String> region, boolean checksums) {

    public SqsConfig {
        endpoint.ifPresent(address -> {
            if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    || address.getHost() == null) {
                throw new IllegalArgumentException("endpoint '" + address + "': expected http(s)://HOST[:PORT]");
            }
        });
        region.ifPresent(name -> {
            if (!name.matches("[a-z0-9-]+")) {
                throw new IllegalArgumentException("region '" + name + "': expected a name such as eu-west-1");
            }
        });
    }

    /** Everything but the queue from where the SDK finds it. */
    public static SqsConfig of(QueueUrl url) {
        return new SqsConfig(url, Optional.empty(), Optional.empty(), true);
    }
}
