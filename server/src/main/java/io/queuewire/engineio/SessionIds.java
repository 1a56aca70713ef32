package io.queuewire.engineio;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Makes session ids that nobody can guess: 120 random bits in 20 URL-safe characters. As safe for threads as its source
 * of randomness.
 */
public final class SessionIds {

    /** Characters of every id. */
    public static final int LENGTH = 20;

    private static final int BYTES = 15;

    private final RandomGenerator random;

    /** Anything but a {@link java.security.SecureRandom} is for tests. */
    public SessionIds(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
