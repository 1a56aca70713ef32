package io.queuewire.app.doctor;

import io.queuewire.app.config.ServerConfig;
import io.queuewire.intake.QueueUrl;
import io.queuewire.json.JsonLimits;
import io.queuewire.json.MalformedJsonException;
import io.queuewire.json.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges how a queue is set up, for messages that shall appear on screens soon, once, and not be lost. Pure. */
final class AttributeReview {

    /** Below this an ordinary outage of consumers loses messages. */
    private static final Duration SHORT_RETENTION = Duration.ofHours(1);

    /** A restart or two must not send good messages to the dead-letter queue. */
    private static final int FEW_RECEIVES = 3;

    private static final int MANY_RECEIVES = 100;

    private final QueueUrl queue;
    private final Map<String, String> attributes;
    private final ServerConfig.Queue settings;

    /**
     * A review.
     *
     * @param attributes what the queue says of itself, by the names of the API
     * @param settings how it will be read
     */
    AttributeReview(QueueUrl queue, Map<String, String> attributes, ServerConfig.Queue settings) {
        this.queue = queue;
        this.attributes = Map.copyOf(attributes);
        this.settings = settings;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(redrive());
        if (queue.fifo()) {
            findings.add(order());
        }
        seconds("MessageRetentionPeriod").map(AttributeReview::retention).ifPresent(findings::add);
        seconds("DelaySeconds")
                .filter(delay -> !delay.isZero())
                .map(AttributeReview::delay)
                .ifPresent(findings::add);
        Optional.ofNullable(attributes.get("KmsMasterKeyId"))
                .filter(key -> !key.isEmpty())
                .map(key -> Finding.ok(
                        "encryption", "key " + key + ": kms:Decrypt has to be allowed, which only --receive can show"))
                .ifPresent(findings::add);
        return findings;
    }

    private Finding redrive() {
        String subject = "redrive";
        Optional<Integer> most = mostReceives();
        if (most.isEmpty()) {
            return settings.onInvalid() == ServerConfig.OnInvalid.LEAVE
                    ? Finding.warning(
                            subject,
                            "no redrive policy: invalid messages come back until their retention ends; give the queue a"
                                    + " dead-letter queue, or set queue.on-invalid to park or drop")
                    : Finding.ok(subject, "no redrive policy; invalid messages end by queue.on-invalid");
        }
        String found = "dead-letter queue after " + most.get() + " receives";
        if (settings.noAudience() == ServerConfig.NoAudience.RELEASE) {
            return Finding.warning(
                    subject,
                    found + ": with queue.no-audience=release each wait for an audience counts as one; raise"
                            + " maxReceiveCount, or set queue.no-audience to delete");
        }
        if (most.get() < FEW_RECEIVES) {
            return Finding.warning(
                    subject,
                    found + ": a restart at the wrong moment moves good messages there; set maxReceiveCount to "
                            + FEW_RECEIVES + " or more");
        }
        return most.get() > MANY_RECEIVES
                ? Finding.warning(
                        subject,
                        found + ": an invalid message takes that many attempts; set maxReceiveCount to " + MANY_RECEIVES
                                + " or less")
                : Finding.ok(subject, found);
    }

    /** AWS writes the number as a string when it was set as one. */
    private Optional<Integer> mostReceives() {
        try {
            RawJson policy = RawJson.parse(attributes.getOrDefault("RedrivePolicy", "{}"), JsonLimits.QUEUE);
            return policy.isObject()
                    ? Optional.ofNullable(policy.members().get("maxReceiveCount"))
                            .map(count -> count.isString() ? count.asString() : count.text())
                            .map(Integer::valueOf)
                    : Optional.empty();
        } catch (MalformedJsonException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Finding order() {
        boolean told = "true".equals(attributes.get("FifoQueue"));
        if (!told) {
            return Finding.warning("fifo", "the URL ends in .fifo, but the queue does not say that it is one");
        }
        return settings.onInvalid() == ServerConfig.OnInvalid.LEAVE
                        && mostReceives().isEmpty()
                ? Finding.warning(
                        "fifo",
                        "an invalid message blocks its group until its retention ends; give the queue a dead-letter"
                                + " queue, or set queue.on-invalid to park or drop")
                : Finding.ok("fifo", "in order within each message group, groups side by side");
    }

    private static Finding retention(Duration retention) {
        String found = "messages are kept for " + DurationWords.of(retention);
        return retention.compareTo(SHORT_RETENTION) < 0
                ? Finding.warning(
                        "retention",
                        found
                                + ": a longer outage of the relay loses them; raise MessageRetentionPeriod to an hour or more")
                : Finding.ok("retention", found);
    }

    private static Finding delay(Duration delay) {
        return Finding.warning(
                "delay",
                "the queue holds every message back for " + DurationWords.of(delay)
                        + ": set its DelaySeconds to 0 if screens shall be live");
    }

    private Optional<Duration> seconds(String name) {
        try {
            return Optional.ofNullable(attributes.get(name)).map(Long::valueOf).map(Duration::ofSeconds);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
