package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    @Test
    void newResultsTakeThePlaceOfOldOnes(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("performance.md");
        Files.writeString(page, "before\n" + Page.BEGIN + "old\n" + Page.END + "after\n");

        new Page(folder).write("new", "<svg/>");
        new Page(folder).write("newer", "<svg/>");

        assertThat(page).hasContent("before\n" + Page.BEGIN + "\nnewer\n\n" + Page.END + "after\n");
        assertThat(folder.resolve("fanout.svg")).hasContent("<svg/>");
    }

    @Test
    void aPageWithoutAPlaceForResultsIsLeftAlone() {
        assertThatThrownBy(() -> Page.replaced("a page", "results"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("results: begin");
    }

    @Test
    void thePageOfThisProjectHasAPlaceForResults() throws IOException {
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertThat(Page.replaced(page, "results")).contains("results");
    }
}
