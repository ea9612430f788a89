package dev.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PlotTest {
  @Test
  void everyBarHasItsNameAndItsValueAsText() throws Exception {
    assertThat(svg(Sheets.ofTheQueue()).getTextContent())
        .contains("requests a second (1/s; more is better)", "submit p50 (1/s; less is better)")
        .contains("Millrace, 64 connections", "1,000 (900 to 1,200)")
        .contains("peer, 64 connections", "500 (480 to 510)");
  }

  @Test
  void theSameSheetGivesTheSameBytes() {
    assertThat(new Plot(Sheets.ofTheQueue()).svg()).isEqualTo(new Plot(Sheets.ofTheQueue()).svg());
  }

  @Test
  void aSheetWithoutFiguresIsStillAPicture() throws Exception {
    assertThat(svg(Sheets.of(Sheets.PART)).getTagName()).isEqualTo("svg");
  }

  private static Element svg(Sheet sheet) throws Exception {
    var bytes = new Plot(sheet).svg().getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(bytes))
        .getDocumentElement();
  }
}
