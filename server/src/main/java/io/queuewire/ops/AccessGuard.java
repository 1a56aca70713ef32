package io.queuewire.ops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides who may ask: no web page, and where there is a token only who presents it.
 *
 * <p>A page of another site is told by its {@code Origin}. A page whose name suddenly points to this machine has an origin
 * that looks like ours and often sends none; it is told by the name in {@code Host}. So while nobody has to present a
 * token, {@code Host} has to be an address, {@code localhost}, or the configured name.
 */
final class AccessGuard {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final String BEARER = "Bearer ";
    /** How a browser presents the token that its user has typed in as a password (RFC 7617). */
    private static final String BASIC = "Basic ";

    private final String ownName;
    private final Optional<byte[]> token;

    AccessGuard(ManagementConfig config) {
        this.ownName = config.host();
        this.token = config.token().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Why a request is refused; nothing when it may go on.
     *
     * @param host its {@code Host} header, empty when there was none
     * @param origin its {@code Origin} header, empty when there was none
     */
    Optional<ManagementResponse> refuseCaller(String host, String origin) {
        if (!origin.isEmpty() && !isOwn(origin, host)) {
            return Optional.of(ManagementResponse.error(403, "requests of web pages are refused"));
        }
        if (token.isEmpty()
                && !host.isEmpty()
                && !isTrustworthy(PORT.matcher(host).replaceFirst(""))) {
            return Optional.of(ManagementResponse.error(
                    421, "without a token this port answers to addresses, localhost and its configured name only"));
        }
        return Optional.empty();
    }

    /**
     * Why a request is refused that needs the token; nothing when it has it, or none is needed.
     *
     * @param authorization its {@code Authorization} header, empty when there was none
     */
    Optional<ManagementResponse> refuseStranger(String authorization) {
        if (token.isEmpty() || presentsToken(authorization, token.get())) {
            return Optional.empty();
        }
        return Optional.of(ManagementResponse.error(401, "expected Authorization: Bearer with the management token")
                .with("WWW-Authenticate", "Bearer"));
    }

    private static boolean isOwn(String origin, String host) {
        return !host.isEmpty() && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }

    private boolean isTrustworthy(String name) {
        return ADDRESS.matcher(name).matches()
                || name.equalsIgnoreCase("localhost")
                || name.toLowerCase(Locale.ROOT).equals(ownName.toLowerCase(Locale.ROOT));
    }

    /** Takes equally long however much of the token is right. */
    private static boolean presentsToken(String authorization, byte[] token) {
        return credentials(authorization, BEARER)
                .or(() -> credentials(authorization, BASIC).flatMap(AccessGuard::password))
                .filter(presented -> MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), token))
                .isPresent();
    }

    private static Optional<String> credentials(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(authorization.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
