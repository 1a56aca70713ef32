package io.queuewire.intake;

/** A call to a queue failed as a whole; nothing is known about its entries. */
public sealed class SourceException extends RuntimeException permits MessageRefusedException {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public SourceException(Fault fault, Throwable cause) {
        super(fault.toString(), cause);
        this.fault = fault;
    }

    public SourceException(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
