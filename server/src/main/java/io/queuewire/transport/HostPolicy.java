package io.queuewire.transport;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which names the public listener answers to; the port is not looked at.
 *
 * @param names lower-case host names; empty for any
 */
public record HostPolicy(Set<String> names) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{0,5})?");

    public HostPolicy {
        names = Set.copyOf(names);
    }

    /** A policy of configured names; none of them means any. */
    public static HostPolicy of(List<String> names) {
        return new HostPolicy(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether a text is a host with an optional port and nothing else (RFC 9110, section 7.2). */
    static boolean isWellFormed(String hostHeader) {
        return HOST_AND_PORT.matcher(hostHeader).matches();
    }

    /** @param hostHeader well-formed */
    boolean accepts(String hostHeader) {
        return names.isEmpty() || names.contains(nameIn(hostHeader).toLowerCase(Locale.ROOT));
    }

    /** An IPv6 address stands in brackets, so its colons do not begin the port. */
    private static String nameIn(String hostHeader) {
        int colon = hostHeader.indexOf(':', Math.max(0, hostHeader.indexOf(']')));
        return colon < 0 ? hostHeader : hostHeader.substring(0, colon);
    }
}
