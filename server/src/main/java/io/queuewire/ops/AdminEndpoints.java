package io.queuewire.ops;

import java.util.List;
import java.util.function.Supplier;

/** The page for operators, and what it shows apart from the queues. */
public final class AdminEndpoints {

    private AdminEndpoints() {}

    /**
     * The endpoints at and below {@code /admin}.
     *
     * @param workers the threads that carry messages
     * @param problems the last warnings and errors of the log, the newest first
     */
    public static List<ManagementEndpoint> of(
            PrometheusMetrics metrics, Supplier<List<Worker>> workers, Supplier<List<Problem>> problems) {
        return List.of(
                new PageEndpoint("/admin", "admin.html", "text/html"),
                new PageEndpoint("/admin/admin.css", "admin.css", "text/css"),
                new PageEndpoint("/admin/admin.js", "admin.js", "text/javascript"),
                new FiguresEndpoint(metrics.registry()),
                new ThreadsEndpoint(workers),
                new ProblemsEndpoint(problems));
    }
}
