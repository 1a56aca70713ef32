package io.queuewire.ops;

import io.queuewire.intake.Intake;
import io.queuewire.intake.IntakeStatus;
import io.queuewire.json.RawJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** {@code GET /admin/queues}: how each queue does, and how much is on it at this moment. */
final class QueuesEndpoint implements ManagementEndpoint {

    private final List<Subject> subjects;

    private record Subject(Intake intake, DepthQuestion question) {}

    private record Question(IntakeStatus status, CompletableFuture<DepthQuestion.Answer> depth) {}

    QueuesEndpoint(List<Intake> intakes) {
        this.subjects = intakes.stream()
                .map(intake -> new Subject(intake, new DepthQuestion(intake)))
                .toList();
    }

    @Override
    public String path() {
        return "/admin/queues";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        // All are asked before any is waited for.
        List<Question> questions = subjects.stream()
                .map(subject -> new Question(
                        subject.intake().status(), subject.question().ask()))
                .toList();
        return ManagementResponse.json(
                200,
                RawJson.object(Map.of(
                        "queues",
                        RawJson.array(questions.stream()
                                .map(question -> queue(
                                        question.status(), question.depth().join()))
                                .toList()))));
    }

    private static RawJson queue(IntakeStatus status, DepthQuestion.Answer depth) {
        Map<String, RawJson> queue = new LinkedHashMap<>();
        queue.put("url", RawJson.string(status.queue().text()));
        queue.put("name", RawJson.string(status.queue().name()));
        queue.put("state", RawJson.string(status.state().label()));
        queue.put("lastPoll", text(status.lastPoll().map(Object::toString)));
        queue.put("pollFault", fault(status.pollFault()));
        queue.put("settlementFault", fault(status.settlementFault()));
        queue.put("parkingFault", fault(status.parkingFault()));
        queue.put("lagMillis", RawJson.number(status.lag().toMillis()));
        queue.put("depth", depth(depth));
        queue.put("inHand", inHand(status));
        return RawJson.object(queue);
    }

    private static RawJson fault(Optional<IntakeStatus.Ongoing> ongoing) {
        return ongoing.map(fault -> {
                    Map<String, RawJson> members = new LinkedHashMap<>();
                    members.put("code", RawJson.string(fault.fault().code()));
                    members.put("detail", RawJson.string(fault.fault().detail()));
                    members.put("since", RawJson.string(fault.since().toString()));
                    return RawJson.object(members);
                })
                .orElse(RawJson.NULL);
    }

    private static RawJson depth(DepthQuestion.Answer answer) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        switch (answer) {
            case DepthQuestion.Answer.Known(var depth) -> {
                members.put("visible", RawJson.number(depth.visible()));
                members.put("hidden", RawJson.number(depth.hidden()));
                members.put("delayed", RawJson.number(depth.delayed()));
            }
            case DepthQuestion.Answer.Unknown(String reason) -> members.put("error", RawJson.string(reason));
        }
        return RawJson.object(members);
    }

    private static RawJson inHand(IntakeStatus status) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("messages", RawJson.number(status.inHand()));
        members.put("bytes", RawJson.number(status.inHandBytes()));
        members.put(
                "oldestMillis",
                status.oldest().map(age -> RawJson.number(age.toMillis())).orElse(RawJson.NULL));
        return RawJson.object(members);
    }

    private static RawJson text(Optional<String> text) {
        return text.map(RawJson::string).orElse(RawJson.NULL);
    }
}
