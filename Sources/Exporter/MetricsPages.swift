/// The pages of an exporter: what it has to say, that it lives, and a way there.
public struct MetricsPages: Sendable {
  private let metrics: @Sendable (_ isOpenMetrics: Bool) async -> Page

  /// Pages around metrics.
  /// - Parameter metrics: makes the page of the metrics, in OpenMetrics or in Prometheus' own format.
  public init(metrics: @escaping @Sendable (_ isOpenMetrics: Bool) async -> Page) {
    self.metrics = metrics
  }

  /// The page that is asked for.
  public func page(_ request: PageRequest) async -> Page {
    switch request.path {
    case "/metrics": await metrics(Self.wantsOpenMetrics(request.accept))
    // It says that the server answers, not that the kernel does: who restarts what cannot read is no help.
    case "/-/healthy": Page(body: "assay export is up\n")
    case "/": Page(mediaType: "text/html; charset=utf-8", body: Self.index)
    default: Page(.unknown, body: "there is no such page: /metrics has the metrics\n")
    }
  }

  /// Whether OpenMetrics is named, and with no smaller weight than other text.
  static func wantsOpenMetrics(_ accept: String) -> Bool {
    func weight(of type: String) -> Double? {
      for range in accept.lowercased().split(separator: ",") {
        let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        guard parts.first == type else { continue }
        return parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      }
      return nil
    }
    guard let wanted = weight(of: "application/openmetrics-text"), wanted > 0 else { return false }
    return wanted >= weight(of: "text/plain") ?? 0
  }

  private static let index = """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>assay export</title></head>
    <body><h1>assay export</h1>
    <p>Loaded BPF programs of this machine, for Prometheus: <a href="/metrics">/metrics</a></p>
    </body></html>

    """
}
