package io.queuewire.bench.fanout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Deliveries per CPU second against messages a second, both on logarithmic axes: a line for each server, as SVG. */
final class Plot {

    /**
     * What one server came to.
     *
     * @param x messages a second, above 0
     * @param y deliveries per CPU second, above 0
     */
    record Point(double x, double y) {}

    /** The points of one server. */
    record Line(String name, List<Point> points) {

        Line {
            points =
                    points.stream().sorted(Comparator.comparingDouble(Point::x)).toList();
        }
    }

    private static final int WIDTH = 860;
    private static final int HEIGHT = 500;
    private static final int LEFT = 80;
    private static final int RIGHT = 690;
    private static final int TOP = 30;
    private static final int BOTTOM = 440;
    private static final int LEGEND_LINE = 24;

    /** Readable on white and on black, and told apart by who does not see all colours (with the marks). */
    private static final List<String> COLOURS = List.of(
            "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1", "#7f7f7f", "#b8860b",
            "#c23b5e");

    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #24292f }
            .grid { stroke: #d0d7de; stroke-width: 1 }
            .line { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #3d444d } }
            </style>
            """;

    private final List<Line> lines;
    private final LogAxis x;
    private final LogAxis y;

    private Plot(List<Line> lines) {
        this.lines = lines;
        this.x = LogAxis.of(lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::x)
                .toList());
        this.y = LogAxis.of(lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::y)
                .toList());
    }

    /** Lines without points are left out; of no lines at all there is an empty plot. */
    static String svg(List<Line> lines) {
        return new Plot(lines.stream().filter(line -> !line.points().isEmpty()).toList()).svg();
    }

    private String svg() {
        List<String> parts = new ArrayList<>();
        parts.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                .formatted(WIDTH, HEIGHT));
        parts.add("<title>Deliveries per CPU second against messages a second</title>\n");
        parts.add(STYLE);
        x.ticks().forEach(tick -> parts.add(verticalGrid(tick)));
        y.ticks().forEach(tick -> parts.add(horizontalGrid(tick)));
        parts.add(text((LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "messages a second"));
        parts.add(text(8, TOP - 12, "start", "deliveries per CPU second"));
        for (int i = 0; i < lines.size(); i++) {
            parts.add(line(lines.get(i), COLOURS.get(i % COLOURS.size())));
            parts.add(legend(i, lines.get(i).name(), COLOURS.get(i % COLOURS.size())));
        }
        parts.add("</svg>\n");
        return String.join("", parts);
    }

    private double across(double value) {
        return LEFT + x.place(value) * (RIGHT - LEFT);
    }

    private double down(double value) {
        return BOTTOM - y.place(value) * (BOTTOM - TOP);
    }

    private String verticalGrid(double value) {
        return rule(across(value), TOP, across(value), BOTTOM)
                + text(across(value), BOTTOM + 20, "middle", LogAxis.label(value));
    }

    private String horizontalGrid(double value) {
        return rule(LEFT, down(value), RIGHT, down(value))
                + text(LEFT - 8, down(value) + 4, "end", LogAxis.label(value));
    }

    private String line(Line line, String colour) {
        String points = line.points().stream()
                .map(point -> number(across(point.x())) + "," + number(down(point.y())))
                .collect(Collectors.joining(" "));
        String marks = line.points().stream()
                .map(point -> mark(across(point.x()), down(point.y()), colour))
                .collect(Collectors.joining());
        return "<polyline class=\"line\" stroke=\"%s\" points=\"%s\"/>\n%s".formatted(colour, points, marks);
    }

    private static String legend(int index, String name, String colour) {
        double at = TOP + 10.0 + index * LEGEND_LINE;
        return mark(RIGHT + 20.0, at, colour) + text(RIGHT + 32.0, at + 4, "start", name);
    }

    private static String mark(double atX, double atY, String colour) {
        return "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>\n".formatted(number(atX), number(atY), colour);
    }

    private static String rule(double fromX, double fromY, double toX, double toY) {
        return "<line class=\"grid\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                .formatted(number(fromX), number(fromY), number(toX), number(toY));
    }

    private static String text(double atX, double atY, String anchor, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(number(atX), number(atY), anchor, safe);
    }

    /** With a point in every language. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
