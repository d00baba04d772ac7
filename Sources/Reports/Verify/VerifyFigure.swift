public import Jobs

/// A figure of a verify row: what columns, filters, sorting and comparison know by one name.
public struct VerifyFigure: Sendable {
  /// How a number is shown.
  public enum Unit: Sendable {
    /// A plain count.
    case count
    /// Bytes.
    case bytes
    /// Microseconds.
    case microseconds
    /// Millionths: of the limit of 1,000,000 instructions.
    case share
  }

  /// The name on the command line and in CSV.
  public let name: String
  /// The column's title.
  public let title: String
  /// One line for the help.
  public let help: String
  /// How it is shown.
  public let unit: Unit
  /// The figure of an outcome, nil when it was not to be had.
  public let value: @Sendable (ProgramOutcome) -> Int?

  /// Every figure. Less is better for each of them.
  public static let all: [VerifyFigure] = [
    VerifyFigure("verified", "VERIFIED", "instructions the verifier walked", .count) {
      $0.figures.verifiedInstructions
    },
    VerifyFigure("share", "OF 1M", "share of the limit of 1,000,000 verified instructions, in percent", .share) {
      $0.figures.verifiedInstructions
    },
    VerifyFigure("states", "STATES", "states the verifier created", .count) { $0.figures.totalStates },
    VerifyFigure("peak", "PEAK", "states alive at once", .count) { $0.figures.peakStates },
    VerifyFigure("max-states", "MAX/INSN", "most states kept for one instruction", .count) {
      $0.figures.maxStatesPerInstruction
    },
    VerifyFigure("mark-read", "MARK READ", "longest chain of registers marked read", .count) { $0.figures.markRead },
    VerifyFigure("size", "INSNS", "instructions of the program, subprograms included", .count) {
      $0.figures.programInstructions
    },
    VerifyFigure("translated", "XLATED", "bytes of the translated program", .bytes) { $0.figures.translatedBytes },
    VerifyFigure("jited", "JITED", "bytes of machine code", .bytes) { $0.figures.jitedBytes },
    VerifyFigure("stack", "STACK", "bytes of stack along the worst call chain", .bytes) {
      $0.figures.worstStack?.bytes
    },
    VerifyFigure("maps", "MAPS", "maps used (the kernel's limit is 64)", .count) { $0.figures.usedMaps },
    VerifyFigure("memory", "MEMORY", "peak of the worker's memory while loading, in bytes", .bytes) {
      $0.figures.memoryPeakBytes
    },
    VerifyFigure("time", "TIME", "verification time, the median of all loads", .microseconds) {
      median($0.figures.verificationMicroseconds)
    },
    VerifyFigure("time-min", "MIN TIME", "verification time, the least of all loads", .microseconds) {
      $0.figures.verificationMicroseconds.min()
    },
  ]

  /// The figure with that name.
  public static func named(_ name: String) -> VerifyFigure? { all.first { $0.name == name } }

  private init(
    _ name: String, _ title: String, _ help: String, _ unit: Unit, _ value: @escaping @Sendable (ProgramOutcome) -> Int?
  ) {
    self.name = name
    self.title = title
    self.help = help
    self.unit = unit
    self.value = value
  }

  /// The figure as text for people.
  func text(_ number: Int) -> String {
    switch unit {
    case .count, .bytes: NumberText.grouped(number)
    case .microseconds: NumberText.microseconds(number)
    case .share: NumberText.percent(Double(number) / 1_000_000) + " %"
    }
  }

  private static func median(_ values: [Int]) -> Int? {
    let sorted = values.sorted()
    guard let upper = sorted.isEmpty ? nil : sorted[sorted.count / 2] else { return nil }
    guard sorted.count.isMultiple(of: 2) else { return upper }
    let lower = sorted[sorted.count / 2 - 1]
    // A saved report may hold any two numbers, whose sum or difference need not fit.
    return lower / 2 + upper / 2 + (lower % 2 + upper % 2) / 2
  }
}
