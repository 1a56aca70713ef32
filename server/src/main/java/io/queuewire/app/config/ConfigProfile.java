package io.queuewire.app.config;

/** What a kind of command presumes before anybody configures anything, and what it cannot do without. */
public enum ConfigProfile {

    /** Commands that look at things and need no queue. */
    GENERAL,

    /** Commands that work on a queue which somebody has to name. */
    RELAY,

    /** Everything on this machine, for this machine's browsers only; the command brings its own queue. */
    DEMO;

    private static final Origin DEFAULT_OF_DEMO = new Origin("default of demo");

    boolean needsQueue() {
        return switch (this) {
            case RELAY -> true;
            case GENERAL, DEMO -> false;
        };
    }

    /** What differs from the defaults of the keys. */
    Layer defaults() {
        LayerDraft layer = new LayerDraft();
        switch (this) {
            case GENERAL, RELAY -> {}
            case DEMO -> {
                put(layer, ConfigKeys.HOST, "127.0.0.1");
                put(layer, ConfigKeys.HOSTS, "localhost, 127.0.0.1, [::1]");
                put(layer, ConfigKeys.PRESENCE, "on");
                put(layer, ConfigKeys.DEMO, "on");
            }
        }
        return layer.finish();
    }

    private static void put(LayerDraft layer, ConfigKey<?> key, String text) {
        layer.put(key, new GivenValue.Scalar(text), DEFAULT_OF_DEMO);
    }
}
