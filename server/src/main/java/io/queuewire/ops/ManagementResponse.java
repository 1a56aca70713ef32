package io.queuewire.ops;

import io.queuewire.json.RawJson;
import java.util.Map;

/**
 * What a caller gets.
 *
 * @param status the HTTP status
 * @param contentType with its charset, which is always UTF-8
 * @param body the text, not sent to HEAD
 * @param headers further headers by their names
 */
public record ManagementResponse(int status, String contentType, String body, Map<String, String> headers) {

    public ManagementResponse {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status " + status + ": expected 200 to 599");
        }
        headers = Map.copyOf(headers);
    }

    public static ManagementResponse json(int status, RawJson body) {
        return new ManagementResponse(status, "application/json; charset=utf-8", body.text() + "\n", Map.of());
    }

    /** A refusal that says why, as {@code {"error":"…"}}. */
    public static ManagementResponse error(int status, String reason) {
        return json(status, RawJson.object(Map.of("error", RawJson.string(reason))));
    }

    ManagementResponse with(String header, String value) {
        return new ManagementResponse(status, contentType, body, Map.of(header, value));
    }
}
