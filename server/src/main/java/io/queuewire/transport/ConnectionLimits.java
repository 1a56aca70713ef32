package io.queuewire.transport;

/**
 * How many connections are held at once.
 *
 * @param total of all clients together
 * @param perAddress of one IP address; 0 for any number
 */
public record ConnectionLimits(int total, int perAddress) {

    public ConnectionLimits {
        if (total < 1 || perAddress < 0) {
            throw new IllegalArgumentException(
                    "connections " + total + ", per address " + perAddress + ": expected at least 1, and 0 or more");
        }
    }
}
