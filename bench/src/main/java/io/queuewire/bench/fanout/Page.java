package io.queuewire.bench.fanout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page with the results, of which one part is written by the comparison.
 *
 * @param folder of the page and the plot
 */
record Page(Path folder) {

    static final String BEGIN = "<!-- results: begin, written by FanOutComparison -->\n";
    static final String END = "<!-- results: end -->\n";

    private static final String NAME = "performance.md";
    static final String PLOT = "fanout.svg";

    /** Puts new results in the place of the old ones. */
    void write(String results, String plot) throws IOException {
        Path page = folder.resolve(NAME);
        Files.writeString(page, replaced(Files.readString(page), results));
        Files.writeString(folder.resolve(PLOT), plot);
    }

    /** @throws IllegalArgumentException when the page has no place for results */
    static String replaced(String page, String results) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no lines " + BEGIN.strip() + " and " + END.strip());
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + results.strip() + "\n\n" + page.substring(end);
    }
}
