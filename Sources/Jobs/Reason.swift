/// Why a verdict is not `accepted`, in words.
public struct Reason: Codable, Hashable, Sendable {
  /// The explanation's id, such as `A1002`; nil when none fits.
  public var id: String?
  /// One line, no full stop: what was refused and why.
  public var summary: String
  /// What to do about it, one sentence; nil when nothing certain can be said.
  public var advice: String?
  /// The kernel's or libbpf's error number as a positive value; nil when there is none.
  public var errno: Int32?
  /// The lines of libbpf or the system that the summary was made from, verbatim.
  public var evidence: [String]

  /// A reason.
  public init(_ summary: String, id: String? = nil, advice: String? = nil, errno: Int32? = nil, evidence: [String] = [])
  {
    self.id = id
    self.summary = summary
    self.advice = advice
    self.errno = errno
    self.evidence = evidence
  }

  /// What and what to do, on one line.
  public var sentence: String { summary + (advice.map { ". \($0)" } ?? "") }
}
