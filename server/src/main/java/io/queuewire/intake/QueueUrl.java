package io.queuewire.intake;

/** The address of a queue, whose last part is its name and whose suffix {@code .fifo} promises order. */
public record QueueUrl(String text) {

    public QueueUrl {
        if (!text.matches("https?://[^/\\s]+/\\S*[^/\\s]")) {
            throw new IllegalArgumentException(
                    "queue URL '" + text + "': expected http(s)://HOST/.../NAME, as the queue service prints it");
        }
    }

    /** The last part of the path. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** Whether messages of a group come in order; only the suffix says so, a group id alone does not. */
    public boolean fifo() {
        return text.endsWith(".fifo");
    }

    @Override
    public String toString() {
        return text;
    }
}
