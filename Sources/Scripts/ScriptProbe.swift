/// A probe of a bpftrace script: where it is attached, when it runs, what it does.
public struct ScriptProbe: Hashable, Sendable {
  /// Where it is attached; never empty.
  public var attachPoints: [AttachPoint]
  /// The words between the slashes; nil without a predicate.
  public var predicate: [ScriptToken]?
  /// The words between the braces.
  public var body: [ScriptToken]

  /// Where it starts: bytes from the start of the script.
  var start: Int { attachPoints.first?.range.lowerBound ?? 0 }

  /// The attach points as bpftrace names the probe's section.
  var label: String { attachPoints.map(\.fullText).joined(separator: ",") }
}
