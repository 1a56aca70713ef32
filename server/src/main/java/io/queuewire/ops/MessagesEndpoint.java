package io.queuewire.ops;

import io.queuewire.intake.HeldMessage;
import io.queuewire.intake.Intake;
import io.queuewire.json.RawJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /admin/messages}: the messages in hand of all queues, the oldest first; {@code ?limit=N} says how many. */
final class MessagesEndpoint implements ManagementEndpoint {

    private static final int USUAL = 100;
    private static final int MOST = 1_000;
    private static final Pattern LIMIT = Pattern.compile("limit=([1-9]\\d{0,3})");

    private final List<Intake> intakes;

    MessagesEndpoint(List<Intake> intakes) {
        this.intakes = List.copyOf(intakes);
    }

    @Override
    public String path() {
        return "/admin/messages";
    }

    @Override
    public Method method() {
        return Method.GET;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        Optional<Integer> limit = limit(request.query());
        if (limit.isEmpty()) {
            return ManagementResponse.error(400, "expected no query, or limit=N with N from 1 to " + MOST);
        }
        Map<String, RawJson> body = new LinkedHashMap<>();
        body.put(
                "inHand",
                RawJson.number(intakes.stream()
                        .mapToInt(intake -> intake.status().inHand())
                        .sum()));
        body.put(
                "messages",
                RawJson.array(intakes.stream()
                        .flatMap(intake -> intake.held(limit.get()).stream())
                        .sorted(Comparator.comparing(HeldMessage::age).reversed())
                        .limit(limit.get())
                        .map(MessagesEndpoint::message)
                        .toList()));
        return ManagementResponse.json(200, RawJson.object(body));
    }

    private static Optional<Integer> limit(String query) {
        if (query.isEmpty()) {
            return Optional.of(USUAL);
        }
        Matcher matcher = LIMIT.matcher(query);
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1))).filter(limit -> limit <= MOST)
                : Optional.empty();
    }

    private static RawJson message(HeldMessage message) {
        Map<String, RawJson> members = new LinkedHashMap<>();
        members.put("queue", RawJson.string(message.queue().text()));
        members.put("id", RawJson.string(message.id()));
        members.put("state", RawJson.string(message.stage()));
        members.put("ageMillis", RawJson.number(message.age().toMillis()));
        members.put("stateAgeMillis", RawJson.number(message.stageAge().toMillis()));
        members.put("characters", RawJson.number(message.size()));
        members.put("receives", RawJson.number(message.receiveCount()));
        return RawJson.object(members);
    }
}
