package io.queuewire.testkit;

import io.queuewire.session.PollingTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET of a client that polls. */
public final class RecordingPoll implements PollingTransport.Poll {

    private @Nullable String answer;

    @Override
    public void answer(String payload) {
        if (answer != null) {
            throw new AssertionError("answered twice: " + answer + ", then " + payload);
        }
        answer = payload;
    }

    public boolean isHeld() {
        return answer == null;
    }

    /** The packets of the answer; fails while there is none. */
    public List<String> packets() {
        if (answer == null) {
            throw new AssertionError("the GET is still held");
        }
        return List.of(answer.split("\u001e", -1));
    }
}
