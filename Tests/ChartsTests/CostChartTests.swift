import Testing

@testable import Charts

/// Bars of what programs cost.
@Suite struct CostChartTests {
  private static let chart = CostChart(
    title: "costs <of> \"programs\"",
    groups: [
      .init(
        title: "probe.bpf.o", unit: "ns",
        bars: [
          CostBar(
            label: "kprobe/on_open & more", note: "attached, openat", hook: 150, body: 50, interval: 195...205,
            readings: [[198, 200, 202], [199, 900]], figures: "150 + 50"),
          CostBar(label: "xdp/drop", hook: nil, body: 24, figures: "24"),
        ])
    ], notes: ["Nanoseconds of one run."])

  @Test func `a chart stands alone, and text stays text`() {
    let svg = Self.chart.svg
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(svg.contains("costs &lt;of&gt; &quot;programs&quot;") && svg.contains("kprobe/on_open &amp; more"))
    #expect(svg.contains("prefers-color-scheme: dark"))
    #expect(!svg.contains("href") && !svg.contains("url(") && !svg.contains("<script"))
    #expect(svg.split(separator: "<g>").count == svg.split(separator: "</g>").count)
  }

  @Test func `a scale ends at an easy figure beyond all bars`() {
    #expect(Self.chart.groups[0].scale == 250)
    #expect(CostChart.Group(title: "", unit: "", bars: []).scale == 1)
    for most in [0.3, 1, 7, 10, 99, 101, 12_345] {
      let scale = CostChart.Group(
        title: "", unit: "", bars: [CostBar(label: "", hook: nil, body: most, figures: "")]
      ).scale
      #expect(scale >= most && scale <= most * 1.34 + 1e-9, "\(most): \(scale)")
    }
  }

  @Test func `readings beyond the scale are left out, and none of the chart lies outside`() {
    let svg = Self.chart.svg
    // Two rows of readings and the sign in the legend.
    #expect(svg.split(separator: "class=\"reading\"").count == 4)
    for part in svg.split(separator: " width=\"").dropFirst(3) {
      #expect(Double(part.prefix { $0 != "\"" }).map { (0...960).contains($0) } ?? false)
    }
  }

  @Test func `what is no number is drawn as nothing`() {
    let bar = CostBar(label: "odd", hook: .nan, body: .infinity, readings: [[.nan, .infinity]], figures: "?")
    let svg = CostChart(title: "", groups: [.init(title: "", unit: "ns", bars: [bar])]).svg
    #expect(!svg.contains("nan") && !svg.contains("inf"))
  }
}
