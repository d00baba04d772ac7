import Findings
import Fixtures
import Placed
import Project
import Reports

/// The cases that `assay test` would run, by the test files alone: nothing is compiled, started or fetched.
public struct TestListing: Sendable {
  /// `FILE:LINE:COLUMN: NAME`, in the order of the files.
  public let lines: [String]
  /// What is wrong with test files, and filters that no case fits.
  public let problems: [CheckError]

  /// The exit status.
  public var status: CheckStatus { .combined(problems.map(\.status)) }

  /// Reads the test files that a request names.
  ///
  /// - Throws: `CheckError` for an argument that means nothing.
  public init(_ request: TestRequest) throws(CheckError) {
    let filters = request.filters.map(Glob.init)
    let (tests, problems) = LoadedTestFile.all(of: try TestFileList(request.arguments))
    let heads = tests.flatMap { $0.test.file.heads }
    let idle = zip(request.filters, filters).filter { _, glob in !heads.contains { glob.matches($0.name) } }
    lines = heads.filter { head in filters.isEmpty || filters.contains { $0.matches(head.name) } }
      .map { "\($0.span): \($0.name)" }
    self.problems = problems + idle.map { .usage("no case fits --filter \($0.0)") }
  }
}
