import Measuring

extension BaselineChange {
  /// What differs beside the code, the compiler first: where anything does, nothing is said of the code.
  var notes: [String] {
    var notes = differences.map(\.words)
    if isSameObject, let change, change.low > 0 || change.high < 0, differences.isEmpty {
      notes.append("the object is the same as then, byte for byte: what changed is not its code")
    }
    return notes
  }

}

extension FigureKey.Difference {
  /// `the compiler changed: clang version 18, now clang version 19`.
  var words: String { "\(part.words) changed: \(Self.word(before)), now \(Self.word(after))" }

  private static func word(_ value: String?) -> String { value.map(TerminalText.escape) ?? "not known" }
}

extension FigureKey.Part {
  /// The part in words.
  var words: String {
    switch self {
    case .compiler: "the compiler"
    case .kernel: "the kernel"
    case .image: "the kernel's image"
    case .emulator: "the emulator"
    case .processor: "the processor"
    case .commandLine: "the kernel's command line"
    case .machine: "the machine or its settings"
    case .clock: "the clock"
    case .driver: "what drives the program"
    }
  }
}
