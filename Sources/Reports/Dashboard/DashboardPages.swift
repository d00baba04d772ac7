/// All pages of a dashboard, one after the other: one by one they are small, together they may be many.
public struct DashboardPages: Sendable {
  private let frame: DashboardFrame

  /// The pages of a dashboard.
  public init(_ dashboard: Dashboard) {
    frame = DashboardFrame(dashboard)
  }

  /// Draws each page and gives it away.
  public func forEach<Failure: Error>(_ take: (DashboardPage) throws(Failure) -> Void) throws(Failure) {
    try take(OverviewPage(frame: frame).page)
    for entry in frame.dashboard.entries { try take(ProgramPage(frame: frame, entry: entry).page) }
    for found in frame.dashboard.findings { try take(FindingPage(frame: frame, found: found).page) }
  }
}
