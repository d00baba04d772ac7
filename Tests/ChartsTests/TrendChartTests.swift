import Testing

@testable import Charts

/// Figures over time as pictures.
@Suite struct TrendChartTests {
  private func chart(_ values: [Double], reach: Double = 0, limit: Double? = nil) -> TrendChart {
    TrendChart(
      id: "c", title: "costs <of> \"programs\"", description: "now & then",
      points: values.map { TrendChart.Point(value: $0, low: $0 - reach, high: $0 + reach) }, first: "2026-01-01",
      last: "2026-02-01", limit: limit.map { TrendChart.Limit(value: $0, words: "budget") },
      marks: [TrendChart.Mark(point: 1, kind: .worse, words: "+1 <b>")], isStepped: reach == 0)
  }

  /// All numbers of the paths, which lie in the picture.
  private func coordinates(_ svg: String) -> [Double] {
    svg.split(separator: " d=\"").dropFirst().flatMap { part in
      part.prefix { $0 != "\"" }.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    }
  }

  @Test func `a chart has a name and a description, and text stays text`() {
    let svg = chart([1, 2, 3]).svg
    #expect(svg.contains("<title id=\"c-t\">costs &lt;of&gt; &quot;programs&quot;</title>"))
    #expect(svg.contains("<desc id=\"c-d\">now &amp; then</desc>") && svg.contains("aria-labelledby=\"c-t c-d\""))
    #expect(svg.contains("<title>+1 &lt;b&gt;</title>"))
    #expect(TrendChart.style.contains("prefers-color-scheme:dark"))
  }

  @Test func `whatever the figures are, all is drawn inside of the picture`() {
    let series: [[Double]] = [
      [], [5], [0, 0, 0], [1, 2, 1e12], [-5, 5], (0..<10_000).map { Double($0 % 97) }, [.nan, 3, .infinity, 4],
    ]
    for values in series {
      for limit in [nil, 3, 1e15, -1.0] {
        let svg = chart(values, reach: 0.5, limit: limit).svg
        #expect(!svg.contains("nan") && !svg.contains("inf"), "\(values.prefix(5))")
        #expect(coordinates(svg).allSatisfy { (-12...481).contains($0) }, "\(values.prefix(5)) \(limit ?? 0): \(svg)")
        #expect(svg.utf8.count < 40_000)
      }
    }
  }

  @Test func `a limit is drawn where it is near, and no other`() {
    #expect(chart([10, 11], limit: 15).svg.contains("class=\"limit\""))
    #expect(!chart([10, 11], limit: 1000).svg.contains("class=\"limit\""))
  }

  @Test func `many figures share columns, and no extreme is lost`() {
    var values = [Double](repeating: 5, count: 10_000)
    values[7777] = 50
    let columns = TrendColumns(
      values.map { TrendChart.Point(value: $0, low: $0, high: $0) }, most: 400)
    #expect(columns.columns.count == 400)
    #expect(columns.columns[columns.column(of: 7777)].high == 50)
    #expect(columns.columns.count { $0.high == 50 } == 1)
    #expect(columns.column(of: 0) == 0 && columns.column(of: 9999) == 399)
  }

  @Test func `a bar never leaves its ground`() {
    for share in [0, 0.5, 1, 7, .infinity, .nan, -3] {
      let svg = ShareBar([ShareBar.Part(.kept, share: share), ShareBar.Part(.body, share: 0.7)]).svg
      let numbers = svg.split(separator: "\"").compactMap { Double($0) }
      #expect(numbers.allSatisfy { (0...100).contains($0) }, "\(share): \(svg)")
    }
  }
}
