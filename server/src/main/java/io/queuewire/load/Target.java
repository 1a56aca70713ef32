package io.queuewire.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/**
 * The server that a crowd connects to.
 *
 * @param host name or address, as the {@code Host} header has it
 * @param path with its query
 */
public record Target(String host, int port, String path, boolean encrypted) {

    private static final List<String> SCHEMES = List.of("http", "ws", "https", "wss");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads an address; where it has no path, the usual one of the protocol is meant.
     *
     * @throws IllegalArgumentException for what is no such address; the message says what was expected
     */
    public static Target of(URI url, LoadProtocol protocol) {
        String scheme = String.valueOf(url.getScheme());
        if (!SCHEMES.contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "URL " + url + ": expected http(s)://HOST[:PORT][/PATH] or ws(s)://HOST[:PORT][/PATH]");
        }
        boolean encrypted = scheme.endsWith("s") && !"ws".equals(scheme);
        int usualPort = encrypted ? HTTPS : HTTP;
        String path = url.getRawPath().length() <= 1 ? protocol.usualPath() : url.getRawPath();
        return new Target(
                url.getHost(),
                url.getPort() < 0 ? usualPort : url.getPort(),
                path + query(url.getRawQuery() == null ? "" : url.getRawQuery(), protocol),
                encrypted);
    }

    private static String query(String given, LoadProtocol protocol) {
        String engine = protocol == LoadProtocol.SOCKETIO && !given.contains("EIO=") ? "EIO=4&transport=websocket" : "";
        String query = given.isEmpty() || engine.isEmpty() ? given + engine : given + "&" + engine;
        return query.isEmpty() ? "" : "?" + query;
    }

    String authority() {
        return port == (encrypted ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    /** Asks the system; the address is unresolved when it does not know the name. */
    InetSocketAddress address() {
        // The URI keeps the brackets of an IPv6 address, the system takes them.
        return new InetSocketAddress(host, port);
    }
}
