/// Counts a program's runs from mark to mark: in which parts of a deed it runs.
final class DeedRuns: DeedMarks {
  private static let deeds = 4

  private let program: CountedProgram
  private var counts: [Int] = []

  private init(_ program: CountedProgram) { self.program = program }

  func mark() { counts.append(program.runs) }

  private func take() -> [Int] {
    defer { counts.removeAll(keepingCapacity: true) }
    return zip(counts, counts.dropFirst()).map { $1 - $0 }
  }

  /// The parts of a deed in which a program runs so often together, each time; nil where it does otherwise.
  static func parts(of deed: any CountedDeed, _ program: CountedProgram, runs wanted: Double) -> [Int]? {
    let marks = DeedRuns(program)
    // Asking for the count is a call that may make the program run.
    marks.mark()
    marks.mark()
    let own = marks.take().first ?? 0
    var parts: [Int]?
    for _ in 0..<deeds {
      deed.once(marks)
      let runs = marks.take().map { $0 - own }
      let found = runs.indices.filter { runs[$0] > 0 }
      guard Double(runs.reduce(0, +)) == wanted, parts == nil || parts == found else { return nil }
      parts = found
    }
    return parts
  }
}
