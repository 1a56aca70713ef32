package io.queuewire.transport;

import java.util.stream.Stream;

/** Entity tags as validators of static files (RFC 9110, sections 8.8.3 and 13.1.2). */
final class EntityTag {

    private static final String WEAK = "W/";

    private EntityTag() {}

    /** @param tag of letters, digits and dashes */
    static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /**
     * Whether a value of {@code If-None-Match} names a tag; a proxy may have made it a weak one.
     *
     * @param tag without quotes
     */
    static boolean isAmong(String ifNoneMatch, String tag) {
        return ifNoneMatch.strip().equals("*")
                || Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(known -> known.startsWith(WEAK) ? known.substring(WEAK.length()) : known)
                        .anyMatch(quoted(tag)::equals);
    }
}
