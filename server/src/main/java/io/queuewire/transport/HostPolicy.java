package io.queuewire.transport;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which names the public listener answers to; the port is not looked at.
 *
 * @param names lower-case host names; empty for any
 */
public record HostPolicy(Set<String> names) {

    public HostPolicy {
        names = Set.copyOf(names);
    }

    /** A policy of configured names; none of them means any. */
    public static HostPolicy of(List<String> names) {
        return new HostPolicy(
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()));
    }

    boolean accepts(String hostHeader) {
        return names.isEmpty() || names.contains(nameIn(hostHeader).toLowerCase(Locale.ROOT));
    }

    /** An IPv6 address stands in brackets, so its colons do not begin the port. */
    private static String nameIn(String hostHeader) {
        int colon = hostHeader.indexOf(':', Math.max(0, hostHeader.indexOf(']')));
        return colon < 0 ? hostHeader : hostHeader.substring(0, colon);
    }
}
