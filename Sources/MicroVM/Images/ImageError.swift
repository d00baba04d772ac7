import Foundation

/// Why a kernel's image cannot be used or had, in words.
public struct ImageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, no full stop: what is wrong.
  public var summary: String
  /// What to do about it, one sentence; nil when nothing certain can be said.
  public var advice: String?
  /// What a tool said, verbatim.
  public var evidence: [String]

  /// An error.
  public init(_ summary: String, advice: String? = nil, evidence: [String] = []) {
    self.summary = summary
    self.advice = advice
    self.evidence = evidence
  }

  /// The summary and the advice.
  public var description: String {
    ([summary + (advice == nil ? "" : ":")] + (advice.map { [$0] } ?? []) + evidence.map { "(\($0))" })
      .joined(separator: " ")
  }

  /// What an error of Foundation's file operations, or one of ours, says in one line.
  static func words(_ error: any Error) -> String {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    guard let cause, cause.domain == NSPOSIXErrorDomain else { return "\(error)" }
    return unsafe String(cString: strerror(Int32(cause.code)))
  }
}
