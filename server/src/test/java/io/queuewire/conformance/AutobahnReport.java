package io.queuewire.conformance;

import io.queuewire.json.JsonLimits;
import io.queuewire.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the fuzzing client of the Autobahn test suite found.
 *
 * @param outcomeByCase one outcome for each case that was run
 */
record AutobahnReport(Map<String, Outcome> outcomeByCase) {

    private static final JsonLimits LIMITS = new JsonLimits(8, 1 << 20);

    /**
     * How one case went, in the suite's words.
     *
     * @param behavior of the server up to the close
     * @param close how the server closed, which its behavior does not say
     */
    record Outcome(String behavior, String close) {

        private static final Set<String> SOUND_BEHAVIORS = Set.of("OK", "NON-STRICT", "INFORMATIONAL");
        private static final Set<String> SOUND_CLOSES = Set.of("OK", "INFORMATIONAL");

        boolean isSound() {
            return SOUND_BEHAVIORS.contains(behavior) && SOUND_CLOSES.contains(close);
        }

        @Override
        public String toString() {
            return behavior.equals(close) ? behavior : behavior + " and " + close + " at the close";
        }
    }

    /**
     * Reads the {@code index.json} of a run.
     *
     * @param agent the name that the run gave to the server
     */
    static AutobahnReport parse(String index, String agent) {
        RawJson cases = RawJson.parse(index, LIMITS).members().get(agent);
        Map<String, Outcome> outcomes = new TreeMap<>();
        cases.members()
                .forEach((name, result) ->
                        outcomes.put(name, new Outcome(text(result, "behavior"), text(result, "behaviorClose"))));
        return new AutobahnReport(outcomes);
    }

    private static String text(RawJson result, String member) {
        return result.members().get(member).asString();
    }

    int size() {
        return outcomeByCase.size();
    }

    /** The names of the cases that went wrong, before the close or with it. */
    List<String> failedCases() {
        return outcomeByCase.entrySet().stream()
                .filter(entry -> !entry.getValue().isSound())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same cases with what went wrong. */
    List<String> failures() {
        return those(outcome -> !outcome.isSound());
    }

    /** This report with newer outcomes of some of its cases. */
    AutobahnReport with(AutobahnReport newer) {
        Map<String, Outcome> outcomes = new TreeMap<>(outcomeByCase);
        outcomes.putAll(newer.outcomeByCase);
        return new AutobahnReport(outcomes);
    }

    /** The numbers, and each case that was not simply right. */
    String summary() {
        Map<String, Long> countByOutcome = outcomeByCase.values().stream()
                .collect(Collectors.groupingBy(Outcome::toString, TreeMap::new, Collectors.counting()));
        return size() + " cases: " + countByOutcome + those(outcome -> !outcome.equals(new Outcome("OK", "OK")));
    }

    private List<String> those(Predicate<Outcome> which) {
        return outcomeByCase.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }
}
