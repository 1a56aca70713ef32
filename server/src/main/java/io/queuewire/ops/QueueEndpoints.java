package io.queuewire.ops;

import io.queuewire.intake.Intake;
import java.util.List;

/** What operators see of the queues and do about them at run time. */
public final class QueueEndpoints {

    private QueueEndpoints() {}

    /** The endpoints below {@code /admin} for these intakes. */
    public static List<ManagementEndpoint> of(List<Intake> intakes) {
        return List.of(
                new QueuesEndpoint(intakes),
                new MessagesEndpoint(intakes),
                new PauseEndpoint("/admin/queues/pause", intakes, Intake::pause),
                new PauseEndpoint("/admin/queues/resume", intakes, Intake::resume));
    }
}
