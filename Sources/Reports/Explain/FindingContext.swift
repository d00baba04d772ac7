public import Explanations
public import Jobs
import VerifierLog

/// What stands around a finding in a report, beside the finding itself.
public struct FindingContext: Codable, Hashable, Sendable {
  /// The program's type in kernel words, such as `xdp`; nil when it is not known.
  public var programType: String?
  /// The kernels that said so, such as `6.18.44 (host)`; nil when it is not known.
  public var kernel: String?
  /// What the verifier said, verbatim.
  public var messages: [String]
  /// What stood in the registers where it was refused; nil without a path.
  public var state: FailureState?

  /// A context.
  public init(
    programType: String? = nil, kernel: String? = nil, messages: [String] = [], state: FailureState? = nil
  ) {
    self.programType = programType
    self.kernel = kernel
    self.messages = messages
    self.state = state
  }

  /// What stands around a finding in what a kernel said of a program.
  public init(_ row: VerifyRow) {
    self.init(
      programType: row.outcome.program.type, kernel: row.kernel?.words, messages: row.outcome.digest?.messages ?? [])
  }

  /// `in xdp program count_syn, on 6.18.44 (host)`, as much of it as is known; empty when nothing is.
  func words(program: String?) -> String {
    var parts: [String] = []
    if let program { parts.append("in \(programType.map { "\($0) " } ?? "")program \(program)") }
    if let kernel { parts.append("on \(kernel)") }
    return parts.joined(separator: ", ")
  }
}
