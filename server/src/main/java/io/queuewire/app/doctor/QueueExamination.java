package io.queuewire.app.doctor;

import io.queuewire.app.config.ServerConfig;
import io.queuewire.intake.Fault;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.sqs.SqsConfig;
import io.queuewire.intake.sqs.SqsProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Examines one queue: whether it can be reached, what it lets us do, how it is set up. No message is taken from it, unless
 * that is asked for.
 *
 * <p>Ends at the first call that does not get through, so it takes little longer than that call may hang, 10 s. For one
 * thread.
 */
public final class QueueExamination {

    /** How far examining a queue goes. */
    public enum Depth {
        /** Whether it is there and takes messages, for a queue that is only sent to. */
        SENT_TO,
        /** Everything that can be told without a message. */
        WITHOUT_RECEIVE,
        /** Receives a message for real, too. */
        WITH_RECEIVE
    }

    private final SqsConfig queue;
    private final ServerConfig.Queue settings;
    private final Depth depth;
    private final List<Finding> findings = new ArrayList<>();
    /** What the queue says of itself, if it wants to tell. */
    private Optional<Map<String, String>> attributes = Optional.empty();

    public QueueExamination(SqsConfig queue, ServerConfig.Queue settings, Depth depth) {
        this.queue = queue;
        this.settings = settings;
        this.depth = depth;
    }

    /** Makes all checks, once. Blocks on the network. */
    public List<Finding> findings() {
        try (SqsProbe probe = new SqsProbe(queue)) {
            region(probe);
            if (reach(probe) && isUsable(probe) && depth != Depth.SENT_TO) {
                attributes.ifPresent(
                        told -> findings.addAll(new AttributeReview(queue.url(), told, settings).findings()));
            }
        }
        return List.copyOf(findings);
    }

    private void region(SqsProbe probe) {
        Optional<String> ofUrl = probe.regionOfUrl();
        if (ofUrl.isPresent() && !ofUrl.get().equals(probe.region())) {
            findings.add(Finding.failure(
                    "region",
                    "the queue is in " + ofUrl.get() + ", but calls are signed for " + probe.region()
                            + ": correct queue.region, AWS_REGION or the profile, or the URL"));
        } else {
            findings.add(
                    Finding.ok("region", probe.region() + (probe.emulator() ? ", which an emulator ignores" : "")));
        }
    }

    /** Whether the queue answers us at all. */
    private boolean reach(SqsProbe probe) {
        try {
            Map<String, String> told = probe.attributes();
            attributes = Optional.of(told);
            findings.add(Finding.ok(
                    "reachable",
                    told.getOrDefault("ApproximateNumberOfMessages", "?") + " messages are waiting, "
                            + told.getOrDefault("ApproximateNumberOfMessagesNotVisible", "?") + " are in flight"));
            return true;
        } catch (SourceException e) {
            Fault fault = e.fault();
            if (fault.code().contains("AccessDenied")) {
                findings.add(withoutAttributes(fault));
                return true;
            }
            findings.add(unreachable(fault));
            return false;
        }
    }

    private Finding withoutAttributes(Fault fault) {
        String refused = "GetQueueAttributes is refused (" + fault + "): ";
        return Finding.warning(
                "attributes",
                depth == Depth.SENT_TO
                        ? refused + "the queue is only sent to, which works without it, but whether it is there cannot"
                                + " be told; allow sqs:GetQueueAttributes to find out"
                        : refused + "messages flow without it, but nothing can be said"
                                + " about redrive policy and retention; allow sqs:GetQueueAttributes");
    }

    private static Finding unreachable(Fault fault) {
        if (fault.code().equals("NoCredentials")) {
            return Finding.failure(
                    "credentials",
                    "none were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give this"
                            + " container or machine a role");
        }
        if (fault.code().contains("DoesNotExist") || fault.code().contains("NonExistentQueue")) {
            return Finding.failure(
                    "reachable",
                    "the queue does not exist (" + fault.code() + "): create it, or correct account, name"
                            + " and region in the URL");
        }
        return switch (fault.kind()) {
            case CONFIGURATION ->
                Finding.failure(
                        "reachable",
                        "refused (" + fault + "): check credentials, the queue's policy and the machine's clock");
            case PASSING ->
                Finding.failure(
                        "reachable",
                        "no good answer (" + fault
                                + "): check queue.endpoint, name resolution, proxy and firewall, or try" + " later");
        };
    }

    /** Checks each call that the relay makes; false when the queue stopped answering meanwhile. */
    private boolean isUsable(SqsProbe probe) {
        if (depth == Depth.SENT_TO) {
            return allowed(
                    "send",
                    "SendMessage",
                    probe.sendRefusal(),
                    "tried with a batch of no messages, which sends nothing; only a message that is parked proves it");
        }
        return receive(probe)
                && allowed("delete", "DeleteMessage", probe.deleteRefusal(), "tried with a receipt that is none")
                && allowed(
                        "visibility",
                        "ChangeMessageVisibility",
                        probe.visibilityRefusal(),
                        "tried with a receipt that is none");
    }

    private boolean receive(SqsProbe probe) {
        if (depth == Depth.WITHOUT_RECEIVE) {
            return allowed(
                    "receive",
                    "ReceiveMessage",
                    probe.receiveRefusal(),
                    "tried with a count of 0, which touches no message; only --receive proves it");
        }
        try {
            int messages = probe.receive();
            return allowed(
                    "receive",
                    "ReceiveMessage",
                    Optional.empty(),
                    messages == 0
                            ? "nothing came"
                            : "a message came and is visible again; its receive count has grown by one");
        } catch (SourceException e) {
            return allowed("receive", "ReceiveMessage", Optional.of(e.fault()), "");
        }
    }

    private boolean allowed(String subject, String call, Optional<Fault> refusal, String how) {
        if (refusal.isEmpty()) {
            findings.add(Finding.ok(subject, call + " is allowed (" + how + ")"));
            return true;
        }
        return switch (refusal.get().kind()) {
            case CONFIGURATION -> {
                findings.add(Finding.failure(
                        subject, call + " is refused (" + refusal.get() + "): allow sqs:" + call + " on this queue"));
                yield true;
            }
            case PASSING -> {
                findings.add(Finding.failure(
                        subject,
                        call + " got no good answer (" + refusal.get() + "): nothing else was tried; try later"));
                yield false;
            }
        };
    }
}
