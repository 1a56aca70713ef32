package io.queuewire.transport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web pages may talk to the relay, for every protocol alike (RFC 6454).
 *
 * @param allowed lower-case origins besides the relay's own
 * @param any whether all of them may
 */
public record OriginPolicy(Set<String> allowed, boolean any) {

    private static final Pattern HTTP_ORIGIN = Pattern.compile("(?i)(https?)://(.*)");

    public OriginPolicy {
        allowed = Set.copyOf(allowed);
    }

    /** A policy of configured origins; {@code *} among them allows all, none of them only the page's own. */
    public static OriginPolicy of(List<String> origins) {
        return new OriginPolicy(
                origins.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()),
                origins.contains("*"));
    }

    /** Clients that are no browsers send no origin and are let in. The origin {@code null} is always a foreign one. */
    boolean accepts(Optional<String> origin, Optional<String> host) {
        return any
                || origin.isEmpty()
                || allowed.contains(origin.get().toLowerCase(Locale.ROOT))
                || (host.isPresent() && isSame(origin.get(), host.get()));
    }

    /** An origin is a scheme, a host and a port: with anything more it is malformed, and so a foreign one. */
    private static boolean isSame(String origin, String host) {
        Matcher parts = HTTP_ORIGIN.matcher(origin);
        return parts.matches()
                && HostPolicy.isWellFormed(parts.group(2))
                && withPort(parts.group(2), parts.group(1)).equalsIgnoreCase(withPort(host, parts.group(1)));
    }

    /** Browsers leave out the port that their scheme implies, in both headers or in one of them. */
    private static String withPort(String authority, String scheme) {
        boolean named = authority.indexOf(':', Math.max(0, authority.indexOf(']'))) >= 0;
        return named ? authority : authority + (scheme.equalsIgnoreCase("https") ? ":443" : ":80");
    }
}
