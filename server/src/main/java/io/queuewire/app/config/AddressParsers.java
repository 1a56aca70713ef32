package io.queuewire.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts, origins and the addresses of queues. */
final class AddressParsers {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|\\[?[0-9A-Fa-f:.]+(%[\\w.]+)?]?");
    private static final Pattern QUEUE_PATH = Pattern.compile("(/[\\w.-]+)*/[A-Za-z0-9_-]{1,80}(\\.fifo)?");
    private static final Set<String> WEB_SCHEMES = Set.of("http", "https");

    private AddressParsers() {}

    /** A name or address to bind to. */
    static Parser<String> host() {
        return new Parser<>(
                "a host name or an IP address without a port",
                text -> Optional.of(text)
                        .filter(host -> HOST.matcher(host).matches())
                        .map(AddressParsers::withoutBrackets));
    }

    /** A name as it stands in a {@code Host} header, lower case, an IPv6 address in brackets; or {@code *}. */
    static Parser<String> hostName() {
        return new Parser<>(
                "host names or IP addresses without a port, or *",
                text -> text.equals("*")
                        ? Optional.of(text)
                        : host().reading()
                                .apply(text)
                                .map(host -> host.toLowerCase(Locale.ROOT))
                                .map(host -> host.contains(":") ? "[" + host + "]" : host));
    }

    /** An origin as browsers send it, or {@code *}. */
    static Parser<String> origin() {
        return new Parser<>(
                "origins such as https://shop.example or http://localhost:3000, or *",
                text -> text.equals("*") ? Optional.of(text) : webAddress(text).flatMap(AddressParsers::asOrigin));
    }

    private static Optional<String> asOrigin(URI address) {
        if (!address.getRawPath().isEmpty()) {
            return Optional.empty();
        }
        int defaultPort = address.getScheme().equals("https") ? 443 : 80;
        String port = address.getPort() < 0 || address.getPort() == defaultPort ? "" : ":" + address.getPort();
        return Optional.of(address.getScheme() + "://" + address.getHost().toLowerCase(Locale.ROOT) + port);
    }

    static Parser<URI> endpoint() {
        return new Parser<>(
                "a URL such as http://127.0.0.1:9324",
                text -> webAddress(text).filter(address -> Set.of("", "/").contains(address.getRawPath())));
    }

    static Parser<URI> queueUrl() {
        return new Parser<>(
                "an SQS queue URL such as https://sqs.eu-central-1.amazonaws.com/123456789012/orders",
                text -> webAddress(text)
                        .filter(address ->
                                QUEUE_PATH.matcher(address.getRawPath()).matches()));
    }

    /** An http or https URL with a host and without user, query and fragment. */
    private static Optional<URI> webAddress(String text) {
        try {
            URI address = new URI(text);
            return Optional.of(address)
                    .filter(candidate -> candidate.getScheme() != null
                            && WEB_SCHEMES.contains(candidate.getScheme())
                            && candidate.getHost() != null
                            && candidate.getPort() <= 65535
                            && candidate.getRawUserInfo() == null
                            && candidate.getRawQuery() == null
                            && candidate.getRawFragment() == null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
