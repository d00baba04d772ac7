import Findings
public import Placed

/// Programs that kernels are expected to refuse, as `assay.yml` says: by a program's name or a pattern, then by a kernel's.
public struct ExpectSettings: Hashable, Sendable {
  /// What is expected of a program on a kernel.
  public struct Entry: Hashable, Sendable {
    /// The program's name or a pattern.
    public var program: Located<String>
    /// The kernel's name or a pattern.
    public var kernel: Located<String>
    /// How it is refused.
    public var refusal: Refusal
    /// The id that its explanation must have; nil for any.
    public var id: String?
  }

  /// How a program is refused.
  public enum Refusal: String, CaseIterable, Sendable {
    /// In any of the ways below.
    case refused
    /// By the verifier.
    case rejected
    /// By the loader.
    case loader
    /// When it is attached.
    case attach
  }

  /// What is expected, in the order of the file.
  public private(set) var entries: [Entry] = []

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let programs = node.entries(&problems) else { return nil }
    for program in programs {
      for kernel in program.value.entries(&problems) ?? [] {
        guard let (refusal, id) = Self.refusal(kernel.value, &problems) else { continue }
        entries.append(Entry(program: program.key, kernel: kernel.key, refusal: refusal, id: id))
      }
    }
  }

  /// What is expected of a program on a kernel: by its own name before patterns, then by the order of the file; nil where it is
  /// to load.
  public func entry(for program: String, on kernel: String) -> Entry? {
    let fitting = entries.filter {
      PathGlob($0.program.value).matches(program)
        && ($0.kernel.value == kernel || PathGlob($0.kernel.value).matches(kernel))
    }
    return fitting.first { $0.program.value == program } ?? fitting.first
  }

  /// `rejected`, or `rejected A1002`.
  private static func refusal(
    _ node: PlacedNode, _ problems: inout PlacedProblems
  ) -> (Refusal, id: String?)? {
    if case .scalar(let text, _) = node.content {
      let words = text.split(separator: " ").map(String.init)
      if let refusal = words.first.flatMap(Refusal.init(rawValue:)),
        words.count == 1 || words.count == 2 && isID(words[1])
      {
        return (refusal, words.count == 2 ? words[1] : nil)
      }
    }
    let words = Refusal.allCases.map(\.rawValue).joined(separator: ", ")
    problems.add(
      "expected one of \(words), found \(node.found)", at: node.span,
      hint: "an explanation's id may follow: rejected A1002")
    return nil
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.count == 5 && text.hasPrefix("A") && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
  }
}
