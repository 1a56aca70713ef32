package io.queuewire.transport;

import java.util.concurrent.CompletionStage;

/** Takes JSON that pages of the relay's own origins post to one path of the public port. */
public interface PostEndpoint {

    /**
     * The answer to a post.
     *
     * @param status HTTP status
     * @param contentType of the body
     */
    record Answer(int status, String contentType, String body) {

        public static Answer json(int status, String json) {
            return new Answer(status, HttpExchange.JSON, json);
        }

        /** An answer for people, who are told in words. */
        public static Answer text(int status, String text) {
            return new Answer(status, HttpExchange.TEXT, text + "\n");
        }
    }

    /**
     * Takes one body. Called on an event loop: must not block.
     *
     * @param body what was posted, at most {@code max-payload} bytes of UTF-8
     */
    CompletionStage<Answer> post(String body);
}
