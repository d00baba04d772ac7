import Jobs

/// A column of a verify report: words or a figure.
public enum VerifyColumn: Sendable {
  /// A text that every row has.
  case words(VerifyWords)
  /// A number that some rows have.
  case figure(VerifyFigure)

  /// What `--columns` shows when nothing is asked for.
  public static let usual: [VerifyColumn] =
    [.words(.verdict)]
    + ["verified", "share", "states", "peak", "size", "jited", "stack", "time"].compactMap(VerifyFigure.named)
    .map(VerifyColumn.figure)

  /// Every column, words first.
  public static let all: [VerifyColumn] =
    VerifyWords.allCases.map(VerifyColumn.words)
    + VerifyFigure.all.map(VerifyColumn.figure)

  /// The column's name on the command line and in CSV.
  public var name: String {
    switch self {
    case .words(let words): words.rawValue
    case .figure(let figure): figure.name
    }
  }

  /// The column's title in a table.
  var title: String {
    switch self {
    case .words(let words): words.rawValue.uppercased()
    case .figure(let figure): figure.title
    }
  }

  /// The column with that name.
  public static func named(_ name: String) -> VerifyColumn? { all.first { $0.name == name } }

  /// Reads column names joined by commas.
  public static func list(_ text: String) throws(OptionError) -> [VerifyColumn] {
    let columns = try text.split(separator: ",").map { name throws(OptionError) in
      guard let column = named(name.trimmed) else { throw .unknownColumn(name.trimmed) }
      return column
    }
    guard !columns.isEmpty else { throw OptionError("'\(TerminalText.escape(text))' names no column") }
    return columns
  }

  /// The cell's text, without escaping.
  func text(_ row: VerifyRow) -> String {
    switch self {
    case .words(let words): words.text(row)
    case .figure(let figure): figure.value(row.outcome).map(figure.text) ?? "-"
    }
  }
}

/// The words of a row.
public enum VerifyWords: String, Sendable, CaseIterable {
  /// The input's path.
  case input
  /// The variant's name, empty when there is one only.
  case variant
  /// The program's function.
  case program
  /// The program's section.
  case section
  /// The program type.
  case type
  /// The expected attach type.
  case attach
  /// What became of it when it was attached, and how often it ran then.
  case attached
  /// The kernel that answered.
  case kernel
  /// The verdict.
  case verdict
  /// The explanation's id, empty when there is none.
  case id
  /// Why, in one line.
  case reason
  /// The call chain that needs the most stack, with the bytes of each frame.
  case chain

  /// The words of a row, empty when it has none.
  func text(_ row: VerifyRow) -> String {
    switch self {
    case .input: row.input
    case .variant: row.variant ?? ""
    case .program: row.outcome.program.name
    case .section: row.outcome.program.section
    case .type: row.outcome.program.type ?? ""
    case .attach: row.outcome.program.attachType ?? ""
    case .attached: row.outcome.attachment?.words ?? ""
    case .kernel: row.kernel.map { "\($0.release) \($0.name)" } ?? ""
    case .verdict: row.outcome.verdict.rawValue
    case .id: row.outcome.reason?.id ?? ""
    case .reason: row.outcome.reason?.summary ?? ""
    case .chain: row.outcome.figures.worstStack?.words ?? ""
    }
  }
}

extension Attachment {
  /// `ok, to lo, 3 hits`.
  var words: String {
    let state =
      switch state {
      case .ok: "ok"
      case .refused: "refused"
      case .notTried: "not tried"
      }
    return ([state] + [note, hits.map { NumberText.count($0, "hit") }].compactMap(\.self)).joined(separator: ", ")
  }
}

extension StackChain {
  /// `main 304 > fill 200`: functions from the entry down with the bytes of their frames.
  var words: String {
    zip(functions, frames).map { "\($0) \($1)" }.joined(separator: " > ")
  }
}
