package io.queuewire.transport;

import java.util.concurrent.CompletionStage;

/** Takes JSON that pages of the relay's own origins post to one path of the public port. */
public interface PostEndpoint {

    /**
     * The answer to a post.
     *
     * @param status HTTP status
     * @param json the body
     */
    record Answer(int status, String json) {}

    /**
     * Takes one body. Called on an event loop: must not block.
     *
     * @param body what was posted, at most {@code max-payload} bytes of UTF-8
     */
    CompletionStage<Answer> post(String body);
}
