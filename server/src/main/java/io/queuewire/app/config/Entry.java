package io.queuewire.app.config;

/**
 * One value of one layer.
 *
 * @param key the key that it was given for
 * @param value what was written
 * @param origin where it was written
 */
record Entry(ConfigKey<?> key, GivenValue value, Origin origin) {}
