package io.queuewire.intake;

import io.queuewire.intake.SettlementWork.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the calls that settle messages, one after another, on a thread and a connection of its own. */
final class Settler implements Consumer<QueueThread> {

    private static final Logger LOGGER = LoggerFactory.getLogger(Settler.class);

    private final Settlement settlement;
    private final Ending ending;
    private final Duration visibility;
    private final QueueHealth health;
    private final IntakeMetrics metrics;
    private final Ticker ticker;

    Settler(
            Settlement settlement,
            Ending ending,
            Duration visibility,
            QueueHealth health,
            IntakeMetrics metrics,
            Ticker ticker) {
        this.settlement = settlement;
        this.ending = ending;
        this.visibility = visibility;
        this.health = health;
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /** Settles until the settlement ends or the thread is cut. */
    @Override
    public void accept(QueueThread thread) {
        try {
            for (Optional<SettlementWork> work = next(thread); work.isPresent(); work = next(thread)) {
                settle(thread, work.get());
            }
        } catch (InterruptedException e) {
            LOGGER.debug("{} was cut", Thread.currentThread().getName());
        }
    }

    private Optional<SettlementWork> next(QueueThread thread) throws InterruptedException {
        thread.does(QueueActivity.AWAITING_WORK);
        return settlement.next();
    }

    private void settle(QueueThread thread, SettlementWork work) throws InterruptedException {
        switch (work) {
            case SettlementWork.Call call -> attempt(thread, call);
            case SettlementWork.GiveUp(List<MessageInHand> messages) ->
                messages.forEach(message -> giveUp(thread, message));
        }
    }

    private void giveUp(QueueThread thread, MessageInHand message) {
        try {
            ending.end(message, new Outcome.Released(Duration.ZERO, "no hand-off within " + VisibilityWatch.LONGEST));
        } catch (Throwable e) {
            stumbled(thread, e);
        }
    }

    private void attempt(QueueThread thread, SettlementWork.Call call) throws InterruptedException {
        thread.does(
                switch (call) {
                    case SettlementWork.Delete delete -> QueueActivity.DELETING;
                    case SettlementWork.GiveBack giveBack -> QueueActivity.CHANGING_VISIBILITY;
                    case SettlementWork.Extend extend -> QueueActivity.CHANGING_VISIBILITY;
                });
        try {
            answered(call, make(thread.connection(), call));
        } catch (InterruptedException e) {
            settlement.withdrawn(call);
            throw e;
        } catch (SourceException e) {
            failedAsAWhole(call, e.fault());
        } catch (Throwable e) {
            stumbled(thread, e);
            failedAsAWhole(call, Fault.of(e));
        } finally {
            // However it ended, even without a connection: what has its outcome waits for the end of the extension.
            if (call instanceof SettlementWork.Extend extend) {
                settlement.extensionOver(extend.messages());
            }
        }
    }

    /** Whatever it is, messages in hand depend on this thread: it goes on. */
    private void stumbled(QueueThread thread, Throwable e) {
        LOGGER.error("{} stumbled", thread, e);
        metrics.stumbled();
    }

    /** An answer that refuses every entry for now says of the queue what a refused call says: the next one waits. */
    private void answered(SettlementWork.Call call, List<EntryResult> results) {
        if (results.getFirst() instanceof EntryResult.Retryable(String code)
                && results.stream().allMatch(EntryResult.Retryable.class::isInstance)) {
            String detail = results.size() + " of " + results.size() + " entries refused";
            failed(call, new Fault(Fault.Kind.PASSING, code, detail));
        } else if (settlement.succeeded(call)) {
            health.succeeded(side(call));
        }
    }

    /** The queue has refused none of the tasks: they are made again until they are too old. */
    private void failedAsAWhole(SettlementWork.Call call, Fault fault) {
        failed(call, fault);
        long now = ticker.nanos();
        for (Task task : call.tasks()) {
            if (now - task.message().receivedNanos() > VisibilityWatch.LONGEST.toNanos()) {
                settlement.abandoned(call, task, fault.code());
            } else {
                settlement.postponed(call, task);
            }
        }
    }

    private void failed(SettlementWork.Call call, Fault fault) {
        settlement.failed(call, fault.kind());
        health.failed(side(call), fault);
        metrics.callFailed(call.kind(), fault);
    }

    private static QueueHealth.Side side(SettlementWork.Call call) {
        return switch (call) {
            case SettlementWork.Delete delete -> QueueHealth.Side.DELETES;
            case SettlementWork.GiveBack giveBack -> QueueHealth.Side.VISIBILITY;
            case SettlementWork.Extend extend -> QueueHealth.Side.VISIBILITY;
        };
    }

    private List<EntryResult> make(QueueConnection connection, SettlementWork.Call call) throws InterruptedException {
        return switch (call) {
            case SettlementWork.Delete(List<Task> tasks, OutageGate.Turn turn) -> {
                List<ReceivedMessage> messages =
                        tasks.stream().map(task -> task.message().message()).toList();
                yield take(call, tasks, messages, connection.delete(messages));
            }
            case SettlementWork.GiveBack(List<Task> tasks, OutageGate.Turn turn) -> {
                List<VisibilityChange> changes = tasks.stream()
                        .map(task -> new VisibilityChange(task.message().message(), task.delay()))
                        .toList();
                yield take(
                        call,
                        tasks,
                        changes.stream().map(VisibilityChange::message).toList(),
                        connection.changeVisibility(changes));
            }
            case SettlementWork.Extend(List<MessageInHand> messages, OutageGate.Turn turn) ->
                extend(connection, messages);
        };
    }

    private List<EntryResult> take(
            SettlementWork.Call call, List<Task> tasks, List<ReceivedMessage> told, List<EntryResult> results) {
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            switch (results.get(i)) {
                case EntryResult.Done done -> settlement.confirmed(task);
                case EntryResult.Retryable(String code) -> settlement.refused(call, task, code);
                case EntryResult.Gone(String code) -> {
                    if (task.message().message().receipt().equals(told.get(i).receipt())) {
                        settlement.abandoned(call, task, code);
                    } else {
                        // Redelivered while the call was under way: the new receipt may do.
                        settlement.refused(call, task, code);
                    }
                }
            }
        }
        return results;
    }

    private List<EntryResult> extend(QueueConnection connection, List<MessageInHand> messages)
            throws InterruptedException {
        long now = ticker.nanos();
        List<VisibilityChange> changes = messages.stream()
                .map(message -> new VisibilityChange(message.message(), visibility))
                .toList();
        List<EntryResult> results = connection.changeVisibility(changes);
        for (int i = 0; i < messages.size(); i++) {
            switch (results.get(i)) {
                case EntryResult.Done done -> messages.get(i).extended(now);
                case EntryResult.Gone(String code) -> {
                    if (messages.get(i).lost(changes.get(i).message().receipt())) {
                        // Others may see it now.
                        metrics.settlementFailed(QueueCall.CHANGE_VISIBILITY, code);
                    }
                }
                case EntryResult.Retryable retryable -> {
                    // The next look finds it again.
                }
            }
        }
        return results;
    }
}
