package io.queuewire.load;

import java.net.URI;
import java.util.Optional;

/**
 * Messages that the kit posts to a server, at a steady rate.
 *
 * @param url takes {@code POST}s, as {@code /publish} of a management port does
 * @param token of that port
 * @param size of the data, in bytes
 */
public record HttpSource(URI url, Optional<String> token, int perSecond, int size) implements LoadSource {

    @Override
    public LoadFlow start(LoadPlan.Members members, LoadClock clock) {
        return NumberedPublisher.start(this, members, clock);
    }
}
