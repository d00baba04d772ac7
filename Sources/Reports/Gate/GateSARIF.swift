/// A gate's problems as SARIF 2.1.0: what code scanning takes.
public enum GateSARIF {
  /// The log, with one run.
  public static func render(_ report: GateReport) throws -> String {
    try ExplainSARIF(GateFindingList(report).explained).render()
  }
}
