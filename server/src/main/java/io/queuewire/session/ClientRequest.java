package io.queuewire.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The HTTP request with which a client came. Immutable.
 *
 * @param uri path and query as they were sent
 * @param query parameters by name, decoded; each has at least one value
 * @param headers values by name, whatever the case of the name; each has at least one
 * @param address of the peer, in figures; empty when the connection is gone
 */
public record ClientRequest(
        String uri, Map<String, List<String>> query, Map<String, List<String>> headers, String address) {

    public ClientRequest {
        query = Map.copyOf(query);
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
    }
}
