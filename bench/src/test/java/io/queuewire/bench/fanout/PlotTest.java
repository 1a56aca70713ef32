package io.queuewire.bench.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PlotTest {

    @Test
    void everyServerHasALineItsPointsAndItsName() throws Exception {
        Document document = parse(Plot.svg(List.of(
                new Plot.Line("fast & good", List.of(new Plot.Point(1_000, 2_000_000), new Plot.Point(10, 100_000))),
                new Plot.Line("slow", List.of(new Plot.Point(50, 90_000))),
                new Plot.Line("absent", List.of()))));

        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("circle").getLength())
                .as("three points and two in the legend")
                .isEqualTo(5);
        assertThat(document.getDocumentElement().getTextContent())
                .contains("fast & good", "slow", "50k", "2M")
                .doesNotContain("absent");
        assertThat(document.getElementsByTagName("polyline")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("points")
                        .getNodeValue())
                .as("from the left to the right")
                .matches("80\\.0,.* 690\\.0,30\\.0");
    }

    @Test
    void aPlotOfNothingIsAPlot() throws Exception {
        assertThat(parse(Plot.svg(List.of())).getDocumentElement().getTagName()).isEqualTo("svg");
    }

    @Test
    void anAxisEndsAtTheNextMarksAndEqualFactorsAreEquallyLong() {
        LogAxis axis = LogAxis.of(List.of(13.0, 480.0));

        assertThat(axis.ticks()).containsExactly(10.0, 20.0, 50.0, 100.0, 200.0, 500.0);
        assertThat(axis.place(10)).isZero();
        assertThat(axis.place(100) - axis.place(20)).isCloseTo(axis.place(500) - axis.place(100), within(1e-9));
        assertThat(LogAxis.of(List.of(20.0)).ticks()).containsExactly(20.0, 50.0);
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
