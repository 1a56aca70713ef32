package io.queuewire.hub;

/**
 * Where a message stands among all messages of this node.
 *
 * @param epoch names one life of the numbering; it changes when the numbering starts anew
 * @param sequence 1 for the first message of an epoch, then without holes
 */
record Position(String epoch, long sequence) {

    /** What clients see and hand back; opaque to them. */
    @Override
    public String toString() {
        return epoch + '-' + Long.toString(sequence, Character.MAX_RADIX);
    }
}
