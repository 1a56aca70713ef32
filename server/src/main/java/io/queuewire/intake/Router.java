package io.queuewire.intake;

/** Decides where a message goes. Pure and safe for any thread. */
@FunctionalInterface
interface Router {

    /**
     * Routes what a message carries.
     *
     * @throws InvalidMessageException when the content asks for something that cannot be
     */
    Route route(Content content) throws InvalidMessageException;
}
