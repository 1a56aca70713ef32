package io.queuewire.transport;

/**
 * What one HTTP request may be.
 *
 * @param requestLine longest request line, in bytes
 * @param headerBlock all header lines together, in bytes
 * @param headers most header lines
 * @param headerValue longest value of one header, in bytes
 * @param body largest body, in bytes
 * @param deadlines how long its parts may take
 */
public record HttpLimits(
        int requestLine, int headerBlock, int headers, int headerValue, int body, HttpDeadlines deadlines) {

    public HttpLimits {
        requirePositive("request line", requestLine);
        requirePositive("header block", headerBlock);
        requirePositive("headers", headers);
        requirePositive("header value", headerValue);
        requirePositive("body", body);
    }

    private static void requirePositive(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " limit " + limit + ": expected at least 1");
        }
    }

    /** The documented limits around the configured one. */
    public static HttpLimits of(int body) {
        return new HttpLimits(4_096, 8_192, 100, 8_000, body, HttpDeadlines.DOCUMENTED);
    }

    /** The same limits with other deadlines. */
    public HttpLimits within(HttpDeadlines other) {
        return new HttpLimits(requestLine, headerBlock, headers, headerValue, body, other);
    }
}
