package io.queuewire.load;

/**
 * What the kit has published.
 *
 * @param published messages that the server took; also the number of the last one
 * @param failed attempts that it did not take
 * @param lastFailure why, empty if none failed
 */
public record Publication(long published, long failed, String lastFailure) {

    static final Publication NONE = new Publication(0, 0, "");
}
