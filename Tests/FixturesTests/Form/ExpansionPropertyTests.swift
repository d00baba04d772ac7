import Fixtures
import Placed
import TestSupport
import Testing

@Suite struct ExpansionPropertyTests {
  private static let keys = ["a", "b", "c", "d", "hexes", "on", "x-y", "10.0.0.1", "0"]

  /// Values without names, three levels deep at most.
  private func value(_ depth: Int, _ generator: inout SeededGenerator) -> SnapshotValue {
    switch depth >= 3 ? 0 : Int.random(in: 0...3, using: &generator) {
    case 0: return .text("v\(Int.random(in: 0...99, using: &generator))")
    case 1:
      return .list((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth + 1, &generator) })
    default: return mapping(depth, &generator)
    }
  }

  private func mapping(_ depth: Int, _ generator: inout SeededGenerator) -> SnapshotValue {
    let keys = Self.keys.filter { _ in Bool.random(using: &generator) }
    return .mapping(keys.map { .init($0, value(depth + 1, &generator)) })
  }

  /// Two values of which the second, laid over the first, gives the whole.
  private func split(
    _ whole: SnapshotValue, _ generator: inout SeededGenerator
  ) -> (base: SnapshotValue, over: SnapshotValue) {
    guard case .mapping(let entries) = whole else { return (.text("old"), whole) }
    var (base, over): ([SnapshotValue.Entry], [SnapshotValue.Entry]) = ([], [])
    for entry in entries {
      switch Int.random(in: 0...3, using: &generator) {
      case 0: base.append(entry)
      case 1: over.append(entry)
      default:
        let halves = split(entry.value, &generator)
        base.append(.init(entry.key, halves.base))
        over.append(.init(entry.key, halves.over))
      }
    }
    return (.mapping(base), .mapping(over))
  }

  /// The value with some of its parts named instead of written; the names and their values come back.
  private func named(
    _ value: SnapshotValue, _ names: inout [SnapshotValue.Entry], _ generator: inout SeededGenerator
  ) -> SnapshotValue {
    if Int.random(in: 0...4, using: &generator) == 0 {
      names.append(.init("n\(names.count)", value))
      return .text("$n\(names.count - 1)")
    }
    switch value {
    case .any: return value
    case .text(let text):
      guard Bool.random(using: &generator) else { return value }
      names.append(.init("n\(names.count)", .text(String(text.dropFirst()))))
      return .text("v${n\(names.count - 1)}")
    case .list(let values): return .list(values.map { named($0, &names, &generator) })
    case .mapping(let entries): return .mapping(entries.map { .init($0.key, named($0.value, &names, &generator)) })
    }
  }

  @Test func `what is named, taken over and laid over defaults is what is written in full`() throws {
    var generator = SeededGenerator(seed: 66)
    var done = 0
    for _ in FuzzBudget(rounds: 1500) {
      let whole = mapping(0, &generator)
      let (lower, upper) = split(whole, &generator)
      let (base, over) = split(lower, &generator)
      var names: [SnapshotValue.Entry] = []
      let template = named(base, &names, &generator)
      guard case .mapping(let template) = template, case .mapping(let changes) = named(over, &names, &generator),
        case .mapping = upper
      else { continue }
      // base and over are joined by `from`, upper is laid over both by a default.
      let file = SnapshotValue.mapping([
        .init("let", .mapping(names)), .init("structs", .mapping([.init("s", .mapping(template))])),
        .init("defaults", .mapping([.init("globals", .mapping([.init("from", .text("s"))] + changes))])),
        .init(
          "cases", .list([.mapping([.init("name", .text("c")), .init("globals", upper), .init("skip", .text("x"))])])),
      ])
      done += 1
      let read = try TestFile.read(Array(file.flow.utf8), file: "a.test.yml")
      let globals = try #require(read.cases.first?.globals)
      #expect(whole.differences(from: SnapshotValue(globals)) == [], "\(file.flow)")
    }
    #expect(done > 500)
  }
}
