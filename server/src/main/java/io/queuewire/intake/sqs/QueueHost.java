package io.queuewire.intake.sqs;

import io.queuewire.intake.QueueUrl;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the host of a queue URL, or of an endpoint, says about the service behind it. */
record QueueHost(URI origin) {

    private static final Pattern AWS = Pattern.compile("(.+\\.)?(amazonaws\\.com(\\.cn)?|api\\.aws)");
    private static final Pattern REGION = Pattern.compile("(?:^|\\.)([a-z]{2,3}(?:-[a-z]+)+-\\d+)(?:\\.|$)");

    static QueueHost of(QueueUrl url) {
        URI address = URI.create(url.text());
        return new QueueHost(URI.create(address.getScheme() + "://" + address.getRawAuthority()));
    }

    /** The region in a name such as {@code sqs.eu-west-1.amazonaws.com}. */
    Optional<String> region() {
        Matcher matcher = REGION.matcher(host());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    boolean isAws() {
        return AWS.matcher(host()).matches();
    }

    /** Whether this is an emulator rather than a service: it is not of AWS, and reached without TLS or on this machine. */
    boolean isEmulator() {
        return !isAws()
                && ("http".equals(origin.getScheme()) || host().equals("localhost") || host().startsWith("127."));
    }

    private String host() {
        String host = origin.getHost();
        return host == null ? "" : host;
    }
}
