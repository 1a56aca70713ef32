package io.queuewire.intake.sqs;

import io.queuewire.intake.QueueUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a queue is reached. What is left empty comes from where the AWS SDK finds it: system properties, environment,
 * profile; and at last from the queue's URL.
 *
 * @param url which queue
 * @param endpoint where the queue service answers
 * @param region the queue's region
 * @param checksums whether the MD5 of each body is checked, as the SDK does by default
 * @param settlement how long a delete or a change of visibility may take
 */
public record SqsConfig(
        QueueUrl url, Optional<URI> endpoint, Optional<String> region, boolean checksums, Duration settlement) {

    private static final Duration LONGEST_SETTLEMENT = Duration.ofSeconds(10);

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

    /** With the longest time for settlement. */
    public SqsConfig(QueueUrl url, Optional<URI> endpoint, Optional<String> region, boolean checksums) {
        this(url, endpoint, region, checksums, LONGEST_SETTLEMENT);
    }

    /**
     * The same with time for settlement that goes with a visibility timeout: what is in hand is extended when half of it is
     * over, and a call that hangs must not keep it from that.
     */
    public SqsConfig settlingWithin(Duration visibility) {
        Duration quarter = visibility.dividedBy(4);
        Duration time = quarter.compareTo(LONGEST_SETTLEMENT) < 0 ? quarter : LONGEST_SETTLEMENT;
        return new SqsConfig(url, endpoint, region, checksums, time);
    }

    /** Everything but the queue from where the SDK finds it. */
    public static SqsConfig of(QueueUrl url) {
        return new SqsConfig(url, Optional.empty(), Optional.empty(), true);
    }
}
