public import Analysis
public import BPFObject
import BTF
public import Findings
public import KernelFacts
public import VerifierLog

/// One refusal, with all that is known of it: what an explanation reads.
public struct Rejection: Sendable {
  /// The log, reduced.
  public let digest: LogDigest
  /// The failing path; without steps where the log has none.
  public let trace: Trace
  /// The object; nil when only the log is known.
  public let object: ObjectFile?
  /// The program as the object holds it; nil when only the log is known.
  public let program: Program?
  /// The C files that could be read, by the name that the object has for them.
  public let sources: [String: SourceOutline]
  /// The kernel that refused it; nil when the log's origin is not known.
  public let kernel: KernelVersion?

  /// What the verifier said; where it was never asked, what the loader said. Where nothing shows a verifier's log, the
  /// loader's lines stand after those that may be anybody's.
  public private(set) var messages: [String]

  /// A refusal.
  public init(
    _ digest: LogDigest, program: Program? = nil, in object: ObjectFile? = nil,
    sources: [String: SourceOutline] = [:], kernel: KernelVersion? = nil
  ) {
    self.digest = digest
    self.program = program
    self.object = object
    self.sources = sources
    self.kernel = kernel
    trace = Trace(digest)
    let said = digest.messages.prefix { !$0.hasPrefix("Verification failed:") }
    messages =
      digest.showsVerifier ? (said.isEmpty ? digest.loaderMessages : Array(said)) : said + digest.loaderMessages
  }

  /// The same refusal, of each message what follows its first colons too; nil where none has one.
  var withoutLoaderWords: Rejection? {
    let inner = messages.flatMap { message in
      message.ranges(of: ": ").prefix(Self.mostLoaderWords).map { String(message[$0.upperBound...]) }
    }
    guard !inner.isEmpty else { return nil }
    var rejection = self
    rejection.messages = inner
    return rejection
  }

  /// How many colons a loader puts before the verifier's words.
  private static let mostLoaderWords = 4

  /// The step that was refused: the path's last; nil without a path.
  public var failingStep: Int? { trace.steps.indices.last }

  /// Step `step` as a source line that says `label`: line and column from the object where there is one, else what the
  /// log says. Where neither knows a line, `span.file` is empty and `span.line` 0, and the text is the source line as the
  /// log has it or the instruction.
  public func span(_ step: Int, _ label: String) -> LabelledSpan {
    let slot = trace.steps.indices.contains(step) ? trace.steps[step].slot : -1
    if let known = span(ofSlot: slot, label) { return known }
    guard let source = trace.source(of: step) else {
      let text = trace.steps.indices.contains(step) ? "\(slot): \(trace.steps[step].text)" : nil
      return LabelledSpan(SourceSpan(file: "", line: 0), label: label, text: text, instruction: text.map { _ in slot })
    }
    return LabelledSpan(
      SourceSpan(file: source.file ?? "", line: source.line ?? 0), label: label, text: source.text, instruction: slot)
  }

  /// The instruction at `slot` as a source line; nil without an object that tells.
  public func span(ofSlot slot: Int, _ label: String) -> LabelledSpan? {
    guard let line = program?.line(atSlot: slot), line.line > 0 else { return nil }
    return LabelledSpan(
      SourceSpan(file: line.file, line: line.line, column: line.column > 0 ? line.column : nil), label: label,
      text: line.text, instruction: slot)
  }

  /// The step's source text; nil where the log does not tell.
  public func text(of step: Int) -> String? {
    if let source = trace.source(of: step) { return source.text }
    guard trace.steps.indices.contains(step) else { return nil }
    return program?.line(atSlot: trace.steps[step].slot)?.text
  }
}
