package io.queuewire.bench.fanout;

import java.util.Locale;

/**
 * One kind of figure: a column of a table.
 *
 * @param format for {@link String#format}, of a double
 * @param compared whether the table has its ratio to that of other servers, too
 */
record Column(Sheet sheet, String title, String format, boolean compared) {

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
