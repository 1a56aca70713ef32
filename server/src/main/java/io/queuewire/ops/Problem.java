package io.queuewire.ops;

import java.time.Instant;

/**
 * A warning or an error of the log. Its texts hold no control characters, whoever managed to get some in.
 *
 * @param level as the log names it
 * @param logger who wrote it
 * @param trace a stack trace in lines; empty for none
 */
public record Problem(Instant time, String level, String thread, String logger, String message, String trace) {}
