public import Jobs

/// Two verify reports side by side, joined on input, section, program, variant and kernel.
public struct VerifyComparison: Sendable {
  /// What became of a program between the two reports.
  public enum Change: Sendable {
    /// It is in both.
    case both(base: VerifyRow, head: VerifyRow)
    /// It is only in the new report.
    case added(VerifyRow)
    /// It is only in the old one.
    case removed(VerifyRow)
  }

  /// The changes: verdict flips first, then removed and added programs, then the others in the new report's order.
  public let changes: [Change]

  /// Compares two reports.
  ///
  /// - Throws: `OptionError` when the kernels differ and `acrossKernels` is false: figures of different kernels are not
  ///   comparable.
  public init(base: VerifyReport, head: VerifyReport, acrossKernels: Bool) throws(OptionError) {
    let baseKernels = Set(base.rows.compactMap { $0.kernel?.release })
    let headKernels = Set(head.rows.compactMap { $0.kernel?.release })
    if !acrossKernels, baseKernels != headKernels, !baseKernels.isEmpty, !headKernels.isEmpty {
      throw OptionError(
        "the base was made on \(Self.list(baseKernels)), this report on \(Self.list(headKernels)): figures of different "
          + "kernels are not comparable; --across-kernels compares them all the same")
    }
    let old = Dictionary(base.rows.map { (Key($0, acrossKernels), $0) }) { first, _ in first }
    let new = Set(head.rows.map { Key($0, acrossKernels) })
    var changes: [Change] = head.rows.map { row in
      old[Key(row, acrossKernels)].map { .both(base: $0, head: row) } ?? .added(row)
    }
    changes += base.rows.filter { !new.contains(Key($0, acrossKernels)) }.map(Change.removed)
    self.changes = changes.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }

  /// Programs that were accepted and no longer are, or the other way.
  public var flips: Int { changes.count { $0.isFlip } }

  /// Programs that were accepted and no longer are.
  public var broken: Int {
    changes.count {
      if case .both(let base, let head) = $0 {
        base.outcome.verdict == .accepted && head.outcome.verdict != .accepted && head.outcome.verdict != .skipped
      } else {
        false
      }
    }
  }

  private struct Key: Hashable {
    var input: String
    var section: String
    var program: String
    var variant: String?
    var kernel: String?

    init(_ row: VerifyRow, _ acrossKernels: Bool) {
      input = row.input
      section = row.outcome.program.section
      program = row.outcome.program.name
      variant = row.variant
      kernel = acrossKernels ? nil : row.kernel?.name
    }
  }

  private static func list(_ releases: Set<String>) -> String {
    releases.sorted().map { TerminalText.escape($0) }.joined(separator: ", ")
  }
}

extension VerifyComparison.Change {
  /// Whether the verdict changed.
  var isFlip: Bool {
    if case .both(let base, let head) = self { base.outcome.verdict != head.outcome.verdict } else { false }
  }

  /// The row that stands for the change in a table.
  var row: VerifyRow {
    switch self {
    case .both(_, let head): head
    case .added(let row), .removed(let row): row
    }
  }

  /// The old row, when there is one.
  var base: VerifyRow? {
    switch self {
    case .both(let base, _): base
    case .added: nil
    case .removed(let row): row
    }
  }

  /// The new row, when there is one.
  var head: VerifyRow? {
    switch self {
    case .both(_, let head): head
    case .added(let row): row
    case .removed: nil
    }
  }

  fileprivate var rank: Int {
    switch self {
    case .both: isFlip ? 0 : 3
    case .removed: 1
    case .added: 2
    }
  }
}
