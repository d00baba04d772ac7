import Jobs

/// Compares what a case gives with one poison and with another in the bytes that nothing defines. Each is run twice: what
/// is not the same both times does not depend on the poison.
struct PoisonComparison {
  /// What a step gave, as bytes that can be compared: by record, value or variable.
  private typealias Parts = [[UInt8]]

  /// Bytes that are compared at once: a time changes in its low bytes first, and its high ones stay.
  private static let word = 8

  private let steps: [StepOutcome]
  private let first: [Parts]
  private var second: [Parts]

  /// Nil when both are the same.
  init?(_ first: CaseOutcome, _ second: CaseOutcome, in bytes: [UInt8]) {
    steps = second.steps
    self.first = first.steps.map { Self.parts(of: $0, in: bytes) }
    self.second = second.steps.map { Self.parts(of: $0, in: bytes) }
    if self.first == self.second { return nil }
  }

  /// Takes what the second runs gave: what differs from one run to the next with the same poison is made the same.
  mutating func again(_ one: CaseOutcome, _ other: CaseOutcome, in bytes: [UInt8]) {
    let one = one.steps.map { Self.parts(of: $0, in: bytes) }
    let other = other.steps.map { Self.parts(of: $0, in: bytes) }
    guard one.count == first.count, other.count == second.count, second.count == first.count else {
      second = first
      return
    }
    for step in first.indices {
      let counts = Set([first[step].count, second[step].count, one[step].count, other[step].count])
      guard counts.count == 1 else {
        if first[step].map(\.count) != one[step].map(\.count) || second[step].map(\.count) != other[step].map(\.count) {
          second[step] = first[step]
        }
        continue
      }
      for part in first[step].indices {
        let sizes = Set([
          first[step][part].count, second[step][part].count, one[step][part].count, other[step][part].count,
        ])
        guard sizes.count == 1 else {
          if first[step][part] != one[step][part] || second[step][part] != other[step][part] {
            second[step][part] = first[step][part]
          }
          continue
        }
        for start in stride(from: 0, to: first[step][part].count, by: Self.word) {
          let range = start..<min(start + Self.word, first[step][part].count)
          let isSteady =
            first[step][part][range] == one[step][part][range] && second[step][part][range] == other[step][part][range]
          if !isSteady { second[step][part].replaceSubrange(range, with: first[step][part][range]) }
        }
      }
    }
  }

  /// The steps with the other poison, where they are other ones; empty when they are not.
  func other(_ keep: ([UInt8]) -> ByteSlice) -> [StepOutcome] {
    guard first != second else { return [] }
    return zip(steps, second).map { Self.outcome($0, of: $1, keep) }
  }

  // MARK: - Parts

  private static func parts(of step: StepOutcome, in bytes: [UInt8]) -> Parts {
    switch step {
    case .ran(let run):
      var word: [UInt8] = []
      for shift in stride(from: 0, to: 32, by: 8) {
        word.append(UInt8(truncatingIfNeeded: run.returned >> UInt32(shift)))
      }
      return [word]
    case .entries(let entries, _):
      return entries.flatMap { entry in
        [entry.key.bytes(of: bytes) ?? []] + entry.values.map { $0.bytes(of: bytes) ?? [] }
      }
    case .events(let events): return events.map { $0.bytes.bytes(of: bytes) ?? [] }
    case .globals(let slice): return [slice.bytes(of: bytes) ?? []]
    case .done, .driven, .calls: return []
    }
  }

  private static func outcome(
    _ step: StepOutcome, of parts: Parts, _ keep: ([UInt8]) -> ByteSlice
  ) -> StepOutcome {
    switch step {
    case .ran(var run):
      run.returned = (parts.first ?? []).reversed().reduce(0) { $0 << 8 | UInt32($1) }
      return .ran(run)
    case .entries(let entries, let isWhole):
      guard parts.count == entries.reduce(0, { $0 + 1 + $1.values.count }) else { return step }
      var rest = parts[...]
      let made = entries.map { entry in
        MapEntry(
          key: keep(rest.popFirst() ?? []), values: entry.values.map { _ in keep(rest.popFirst() ?? []) })
      }
      return .entries(made, isWhole: isWhole)
    case .events(let events):
      guard parts.count == events.count else { return step }
      return .events(zip(events, parts).map { TestEvent(cpu: $0.cpu, bytes: keep($1), lost: $0.lost) })
    case .globals: return .globals(keep(parts.first ?? []))
    case .done, .driven, .calls: return step
    }
  }
}
