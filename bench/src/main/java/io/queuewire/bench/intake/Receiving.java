package io.queuewire.bench.intake;

import java.io.IOException;
import java.util.regex.Pattern;

/** The bare loop, which has drained its queue when it has received everything. */
record Receiving(Program program, BenchQueue queue) implements Contender {

    static final String NAME = "bare";

    private static final Pattern READY = Pattern.compile("ready");
    private static final Pattern DRAINED = Pattern.compile("drained");

    static Receiving start(BenchQueue queue, int pollers) throws IOException {
        Program loop = Program.java(
                BareLoop.class.getName(), queue.endpoint().toString(), queue.url(), Integer.toString(pollers));
        loop.await(READY);
        return new Receiving(loop, queue);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void drain(int messages) throws IOException {
        program.tell(Integer.toString(messages));
        program.await(DRAINED);
    }

    @Override
    public void rest() throws IOException {
        program.await(READY);
    }

    @Override
    public void close() {
        program.close();
    }
}
