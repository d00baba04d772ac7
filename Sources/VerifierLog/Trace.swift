/// A path that the verifier walked, as steps: the failing one, of a refused program.
///
/// The verifier walks depth first. At a conditional jump whose outcome it cannot tell it sets one branch aside, walks the
/// other to its end, and then resumes the first: at level 2 the log prints `from A to B:` with the state there (before
/// 5.18 only the state), and all that was printed since A belongs to another path. At level 1 the verifier wipes that from
/// the log itself. Either way the digest's path is what is left: the steps from the entry to the failing instruction. A
/// line `from A to B` in it carries the whole state of the resumed branch, which here is the state after A.
public struct Trace: Hashable, Sendable {
  /// The steps, oldest first.
  public let steps: [TraceStep]
  /// The source lines that steps belong to.
  public let sources: [SourceComment]
  /// What the log says of the state before the first step.
  public let entry: [StateChange]
  /// The global function that is verified by itself on this path; nil for the program's entry.
  public let globalFunction: String?
  /// Remarks before the first step.
  public let remarks: [String]

  /// The path of a digest.
  public init(_ digest: LogDigest) {
    self.init(
      path: digest.path, omissions: digest.pathOmissions, headMissing: digest.headMissing,
      globalFunction: digest.globalFunction)
  }

  /// The path whose lines are `path`, of which some were left out; `headMissing` says that it does not begin at an entry.
  public init(
    path: [String], omissions: [PathOmission] = [], headMissing: Bool = false, globalFunction: String? = nil
  ) {
    var builder = TraceBuilder(omissions: omissions, headMissing: headMissing)
    for line in path {
      let bytes = Array(line.utf8)
      builder.take(bytes.span)
    }
    builder.finish()
    steps = builder.steps
    sources = builder.sources
    entry = builder.entry
    remarks = builder.remarks
    self.globalFunction = globalFunction
  }

  /// The source line of step `step`; nil where the log does not tell.
  public func source(of step: Int) -> SourceComment? {
    guard steps.indices.contains(step), let index = steps[step].source else { return nil }
    return sources[index]
  }
}
