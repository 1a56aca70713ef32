package io.queuewire.bench.peers;

import java.util.Optional;

/** What a server of the comparison is told, one order in each datagram. */
sealed interface Order {

    /**
     * {@code start RATE SIZE COUNT FIRST BATCH CREDIT}: publish from a number on.
     *
     * @param rate messages a second, 0 for as many as credit allows
     * @param size of a message's data, in bytes
     * @param count of messages, {@link Long#MAX_VALUE} for no end
     * @param first number
     * @param credit numbers below it may be published
     */
    record Start(double rate, int size, long count, long first, long credit) implements Order {}

    /** {@code credit NUMBER}: numbers below it may be published. */
    record Credit(long number) implements Order {}

    /** {@code heap}: answer with {@code heap BYTES}, what is live after a collection. */
    record Heap() implements Order {}

    /** Reads an order; empty for what is none. BATCH is passed over: a message is sent by itself. */
    static Optional<Order> parse(String text) {
        String[] words = text.strip().split(" ", -1);
        try {
            return switch (words[0] + "/" + words.length) {
                case "start/7" -> {
                    long count = Long.parseLong(words[3]);
                    yield Optional.of(new Start(
                            Double.parseDouble(words[1]),
                            Integer.parseInt(words[2]),
                            count == 0 ? Long.MAX_VALUE : count,
                            Long.parseLong(words[4]),
                            Long.parseLong(words[6])));
                }
                case "credit/2" -> Optional.of(new Credit(Long.parseLong(words[1])));
                case "heap/1" -> Optional.of(new Heap());
                default -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
