import Foundation
public import Jobs

extension RunningCommand.Result {
  /// The report that `assay verify --format json` wrote to standard output; an error shows what it wrote instead.
  public func verifyReport() throws -> VerifyReport {
    do {
      return try CanonicalJSON.decode(VerifyReport.self, from: Data(output))
    } catch {
      throw NoReport(description: "\(error): \(outputText.prefix(2000))\(errorText)")
    }
  }

  /// Standard output that is no report.
  public struct NoReport: Error, CustomStringConvertible {
    /// What is wrong with it, and what was written.
    public let description: String
  }
}
