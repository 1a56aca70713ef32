package io.queuewire.app.doctor;

/**
 * The result of one check.
 *
 * @param verdict how bad it is
 * @param subject what was looked at, in a word or two
 * @param text what was found, and what to do about it when that is not well
 */
public record Finding(Verdict verdict, String subject, String text) {

    /** How bad it is. */
    public enum Verdict {
        OK("ok"),
        /** The relay works, but not as well as it could, or not in all circumstances. */
        WARNING("warn"),
        /** The relay cannot do its work. */
        FAILURE("FAIL");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(Verdict.OK, subject, text);
    }

    static Finding warning(String subject, String text) {
        return new Finding(Verdict.WARNING, subject, text);
    }

    static Finding failure(String subject, String text) {
        return new Finding(Verdict.FAILURE, subject, text);
    }

    /** The finding on one line. */
    @Override
    public String toString() {
        return "%-4s  %-11s  %s".formatted(verdict.label, subject, text.replaceAll("\\p{Cntrl}", " "));
    }
}
