package dev.millrace.bench.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.util.List;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/** Bars of one metric: Millrace's in a colour, each with its value behind it. */
final class Bars extends BarRenderer {
  private static final Color OURS = new Color(0x0969da);
  private static final Color THEIRS = new Color(0x8c959f);
  private static final String US = "Millrace";

  private final List<Figure> figures;

  Bars(List<Figure> figures) {
    this.figures = List.copyOf(figures);
    setBarPainter(new StandardBarPainter());
    setShadowVisible(false);
    setDefaultItemLabelGenerator(new Values());
    setDefaultItemLabelsVisible(true);
    setDefaultItemLabelPaint(Plot.INK);
    setDefaultItemLabelFont(Plot.font(Font.PLAIN, 12));
    setDefaultPositiveItemLabelPosition(
        new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
  }

  @Override
  public Paint getItemPaint(int row, int column) {
    return figures.get(column).name().startsWith(US) ? OURS : THEIRS;
  }

  /** What is written behind the bars. */
  private final class Values implements CategoryItemLabelGenerator {
    @Override
    public String generateLabel(CategoryDataset dataset, int row, int column) {
      return figures.get(column).samples().text();
    }

    @Override
    public String generateRowLabel(CategoryDataset dataset, int row) {
      return dataset.getRowKey(row).toString();
    }

    @Override
    public String generateColumnLabel(CategoryDataset dataset, int column) {
      return dataset.getColumnKey(column).toString();
    }
  }
}
