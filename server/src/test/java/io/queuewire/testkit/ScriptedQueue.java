package io.queuewire.testkit;

import io.queuewire.intake.EntryResult;
import io.queuewire.intake.Fault;
import io.queuewire.intake.MessageSource;
import io.queuewire.intake.QueueConnection;
import io.queuewire.intake.QueueDepth;
import io.queuewire.intake.QueueUrl;
import io.queuewire.intake.ReceivedMessage;
import io.queuewire.intake.SourceException;
import io.queuewire.intake.VisibilityChange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A queue that answers call by call what a test has prepared, without waiting, and remembers the calls. Calls that nothing
 * was prepared for bring nothing and succeed.
 */
public final class ScriptedQueue implements MessageSource {

    /** How a poll is answered. */
    public interface Receiving {
        List<ReceivedMessage> answer() throws InterruptedException;
    }

    /** How a delete or a change of visibility is answered. */
    public interface Settling {
        List<EntryResult> answer(List<ReceivedMessage> messages) throws InterruptedException;
    }

    private final QueueUrl url = new QueueUrl("http://script/000000000000/items");
    private final Deque<Receiving> receives = new ArrayDeque<>();
    private final Deque<Settling> settlements = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private Runnable connecting = () -> {};
    private Runnable over = () -> {};

    @Override
    public QueueUrl url() {
        return url;
    }

    /** Has one more poll bring these messages. */
    public ScriptedQueue thenBring(ReceivedMessage... messages) {
        return thenReceive(() -> List.of(messages));
    }

    /** Has one more poll fail. */
    public ScriptedQueue thenFailToReceive(Fault fault) {
        return thenReceive(() -> {
            throw new SourceException(fault);
        });
    }

    public synchronized ScriptedQueue thenReceive(Receiving answer) {
        receives.add(answer);
        return this;
    }

    /** Has one more delete or change of visibility answer this for each of its messages. */
    public ScriptedQueue thenSettle(EntryResult... results) {
        return thenSettle(messages -> List.of(results));
    }

    /** Has one more delete or change of visibility fail as a whole. */
    public ScriptedQueue thenFailToSettle(Fault fault) {
        return thenSettle(messages -> {
            throw new SourceException(fault);
        });
    }

    public synchronized ScriptedQueue thenSettle(Settling answer) {
        settlements.add(answer);
        return this;
    }

    /** What to do, once, as somebody connects; what it throws is the answer. */
    public synchronized void thenConnect(Runnable task) {
        connecting = task;
    }

    /** What to do as the last prepared answer is given, and with any call after it. */
    public synchronized void whenOver(Runnable task) {
        over = task;
    }

    /** All calls so far, with what they asked for. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized Runnable connecting() {
        Runnable task = connecting;
        connecting = () -> {};
        return task;
    }

    private synchronized Receiving receiving(String call) {
        calls.add(call);
        Receiving answer = receives.isEmpty() ? List::of : receives.remove();
        checkOver();
        return answer;
    }

    private synchronized Settling settling(String call) {
        calls.add(call);
        Settling answer = settlements.isEmpty() ? ScriptedQueue::done : settlements.remove();
        checkOver();
        return answer;
    }

    private void checkOver() {
        if (receives.isEmpty() && settlements.isEmpty()) {
            over.run();
        }
    }

    private static List<EntryResult> done(List<ReceivedMessage> messages) {
        return messages.stream().map(message -> (EntryResult) EntryResult.DONE).toList();
    }

    @Override
    public QueueConnection connect() {
        connecting().run();
        return new Connection();
    }

    private final class Connection implements QueueConnection {
        @Override
        public List<ReceivedMessage> receive(int max, Duration wait, Duration visibility) throws InterruptedException {
            return receiving("receive " + max + ", wait " + wait.toSeconds() + " s, hide " + visibility.toSeconds()
                            + " s")
                    .answer();
        }

        @Override
        public List<EntryResult> delete(List<ReceivedMessage> messages) throws InterruptedException {
            String ids = messages.stream().map(ReceivedMessage::id).collect(Collectors.joining(" "));
            return settling("delete " + ids).answer(messages);
        }

        @Override
        public List<EntryResult> changeVisibility(List<VisibilityChange> changes) throws InterruptedException {
            String timeouts = changes.stream()
                    .map(change ->
                            change.message().id() + " " + change.timeout().toSeconds() + " s")
                    .collect(Collectors.joining(", "));
            return settling("hide " + timeouts)
                    .answer(changes.stream().map(VisibilityChange::message).toList());
        }

        @Override
        public QueueDepth depth(Duration most) {
            return new QueueDepth(0, 0, 0);
        }

        @Override
        public void abort() {
            // No call waits.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
