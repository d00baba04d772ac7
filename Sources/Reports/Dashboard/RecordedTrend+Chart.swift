import Charts
import Records

extension RecordedTrend {
  /// Its figures as points of a chart.
  var chartPoints: [TrendChart.Point] {
    points.map { TrendChart.Point(value: $0.value, low: $0.low, high: $0.high) }
  }
}
