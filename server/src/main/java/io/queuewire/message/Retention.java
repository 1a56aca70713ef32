package io.queuewire.message;

/** Whether a message is kept for clients that are away and come back. */
public enum Retention {
    /** It is. */
    KEPT,
    /** Only if a client got it at once: otherwise its sender keeps it and will bring it again. */
    KEPT_IF_DELIVERED,
    /** It is not: it tells of a moment and means nothing later. It has no position of its own. */
    VOLATILE
}
