package io.queuewire.bench.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The results as Markdown tables that can also be read as they are: medians, and ratios to other servers of the same run.
 *
 * @param servers in the order of the rows
 * @param against who the ratios are to
 * @param columns in their order
 */
record Tables(List<String> servers, List<String> against, List<Column> columns) {

    private static final String MISSING = "–";

    /** One table for each sheet that has figures. */
    String markdown(Results results) {
        StringBuilder text = new StringBuilder();
        for (Sheet sheet : Sheet.values()) {
            List<Column> shown = columns.stream()
                    .filter(column -> column.sheet() == sheet)
                    .filter(column -> servers.stream()
                            .anyMatch(server -> results.median(server, column).isPresent()))
                    .toList();
            if (!shown.isEmpty()) {
                text.append("### ")
                        .append(sheet.title())
                        .append("\n\n")
                        .append(table(shown, results))
                        .append('\n');
            }
        }
        results.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.toString();
    }

    private String table(List<Column> shown, Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of("server"), shown.stream().flatMap(this::titles))
                .toList());
        for (String server : servers) {
            List<String> cells = shown.stream()
                    .flatMap(column -> cells(server, column, results))
                    .toList();
            if (!cells.stream().allMatch(MISSING::equals)) {
                rows.add(Stream.concat(Stream.of(server), cells.stream()).toList());
            }
        }
        return layOut(rows);
    }

    private Stream<String> titles(Column column) {
        Stream<String> ratios = against.stream().map(other -> "× " + other);
        return Stream.concat(Stream.of(column.title()), column.compared() ? ratios : Stream.empty());
    }

    private Stream<String> cells(String server, Column column, Results results) {
        OptionalDouble own = results.median(server, column);
        Stream<String> ratios = against.stream().map(other -> ratio(results.ratio(server, other, column)));
        return Stream.concat(
                Stream.of(own.isPresent() ? column.text(own.getAsDouble()) : MISSING),
                column.compared() ? ratios : Stream.empty());
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : MISSING;
    }

    /** Columns as wide as their widest cell; the first one to the left, figures to the right. */
    private static String layOut(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append(line(rows.get(row), widths));
            if (row == 0) {
                text.append(rule(widths));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(' ')
                    .append(i == 0 ? cells.get(i) + padding : padding + cells.get(i))
                    .append(" |");
        }
        return line.append('\n').toString();
    }

    private static String rule(int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
        }
        return line.append('\n').toString();
    }
}
