package io.queuewire.app.config;

/**
 * What holds for one key.
 *
 * @param entry the value that won, with its origin
 * @param usable whether it can be read
 */
record Setting(Entry entry, boolean usable) {

    boolean isDefault() {
        return entry.origin().equals(Origin.DEFAULT);
    }
}
