package io.queuewire.testkit;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresTool}. */
final class ToolCondition implements ExecutionCondition {

    private static final String REQUIRED = "queuewire.require";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestClass(), RequiresTool.class)
                .map(RequiresTool::value)
                .map(tool -> evaluate(tool, context.getDisplayName()))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no tool"));
    }

    private static ConditionEvaluationResult evaluate(Tool tool, String test) {
        Optional<String> missing = tool.missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(tool + " is here");
        }
        if (required().contains(tool)) {
            throw new IllegalStateException(tool + " is required by -D" + REQUIRED + ", but " + missing.get());
        }
        // Build logs count skipped tests without their reasons.
        System.out.println("[WARNING] SKIPPED " + test + ": " + missing.get());
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Set<Tool> required() {
        return Stream.of(System.getProperty(REQUIRED, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> Tool.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
