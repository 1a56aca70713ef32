package io.queuewire.bench.fanout;

/** The tables of the comparison. */
enum Sheet {
    FLAT("Flat out"),
    PACED("At 50 messages a second"),
    RATES("Deliveries per CPU second by messages a second"),
    IDLE("Idle connections"),
    STORM("Everybody comes back at once"),
    SLOW("One slow client in a thousand");

    private final String title;

    Sheet(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
