package io.queuewire.ops;

/**
 * A request that has passed the guard.
 *
 * @param query what follows the question mark, still encoded; may be empty
 * @param accept what the caller would like to get, its {@code Accept} header; may be empty
 * @param body the body as text; empty for GET
 */
public record ManagementRequest(String query, String accept, String body) {}
