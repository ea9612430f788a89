package dev.millrace.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.svg.SVGGraphics2D;

/**
 * A sheet as bars, a panel a metric, in SVG. On one machine the same sheet gives the same bytes;
 * where text ends is measured with the fonts of the machine, of which there must be one.
 *
 * <p>It is a light card with dark text, because no picture knows whether the page around it is
 * dark.
 */
public record Plot(Sheet sheet) {
  static {
    System.setProperty("java.awt.headless", "true");
  }

  static final Color INK = new Color(0x1f2328);

  private static final Color PAPER = Color.WHITE;
  private static final int WIDTH = 860;
  private static final int TITLE_HEIGHT = 44;
  private static final int BAR_HEIGHT = 30;
  private static final float FOR_NAMES = 0.45f;
  private static final double FOR_VALUES = 0.5;
  private static final double BETWEEN_BARS = 0.25;
  private static final double AT_THE_ENDS = 0.02;

  /** Names in the file must not differ from run to run, as the library's own do. */
  private static final String PREFIX = "plot";

  /** One element, without a prologue. */
  public String svg() {
    var panels = sheet.byMetric().values();
    int height = panels.stream().mapToInt(Plot::height).sum();
    var canvas = new SVGGraphics2D(WIDTH, Math.max(height, TITLE_HEIGHT));
    canvas.setDefsKeyPrefix(PREFIX);
    double top = 0;
    for (var figures : panels) {
      chart(figures).draw(canvas, new Rectangle2D.Double(0, top, WIDTH, height(figures)));
      top += height(figures);
    }
    return canvas.getSVGElement();
  }

  private static int height(List<Figure> figures) {
    return TITLE_HEIGHT + BAR_HEIGHT * figures.size();
  }

  private static JFreeChart chart(List<Figure> figures) {
    var chart =
        new JFreeChart(title(figures.getFirst()), font(Font.BOLD, 14), plot(figures), false);
    chart.setBackgroundPaint(PAPER);
    chart.setPadding(new RectangleInsets(6, 8, 6, 8));
    chart.getTitle().setPaint(INK);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    return chart;
  }

  private static String title(Figure figure) {
    return "%s (%s; %s is better)"
        .formatted(figure.metric(), figure.unit(), figure.lowerIsBetter() ? "less" : "more");
  }

  private static CategoryPlot plot(List<Figure> figures) {
    var plot = new CategoryPlot(dataset(figures), names(), values(), new Bars(figures));
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setBackgroundPaint(PAPER);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinesVisible(false);
    return plot;
  }

  private static CategoryDataset dataset(List<Figure> figures) {
    var dataset = new DefaultCategoryDataset();
    figures.forEach(
        figure -> dataset.addValue(figure.samples().median(), figure.metric(), figure.name()));
    return dataset;
  }

  private static CategoryAxis names() {
    var axis = new CategoryAxis();
    axis.setTickLabelFont(font(Font.PLAIN, 11));
    axis.setTickLabelPaint(INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setMaximumCategoryLabelWidthRatio(FOR_NAMES);
    axis.setMaximumCategoryLabelLines(2);
    axis.setCategoryMargin(BETWEEN_BARS);
    axis.setLowerMargin(AT_THE_ENDS);
    axis.setUpperMargin(AT_THE_ENDS);
    return axis;
  }

  /** From 0, and with room for what is written behind the longest bar. */
  private static NumberAxis values() {
    var axis = new NumberAxis();
    axis.setUpperMargin(FOR_VALUES);
    axis.setVisible(false);
    return axis;
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
