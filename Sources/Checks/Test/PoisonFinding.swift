import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Placed
import Reports

/// What a program did otherwise when other bytes stood where nothing defines any: in registers that the case does not give,
/// between the fields of a tracepoint's record. On a machine anything may stand there.
struct PoisonFinding {
  let planned: PlannedCase
  let object: ObjectFile
  let outcome: CaseOutcome
  /// What the outcome's slices are of.
  let bytes: [UInt8]

  private static let expected = "the same, whatever stands in bytes that nothing defines"

  /// A difference for each step's result that is another one.
  var differences: [CaseDifference] {
    guard outcome.repoisoned.count == outcome.steps.count else { return [] }
    return zip(outcome.steps, outcome.repoisoned).enumerated().compactMap { index, pair in
      guard var difference = difference(planned.test.steps[index], pair.0, pair.1) else { return nil }
      let number = planned.steps.lastIndex { $0.run.map { $0 <= index } ?? false } ?? 0
      if planned.form.hasSteps { difference.step = number + 1 }
      difference.span = planned.steps.indices.contains(number) ? planned.form.steps[number].span : planned.form.span
      return difference
    }
  }

  private func difference(_ step: TestStep, _ one: StepOutcome, _ other: StepOutcome) -> CaseDifference? {
    switch (step, one, other) {
    case (.run(let input), .ran(let one), .ran(let other)):
      guard one.returned != other.returned else { return nil }
      let type = object.program(named: input.program)?.match?.programType ?? .unspec
      return made(.return, "", ReturnNames.text(one.returned, of: type), ReturnNames.text(other.returned, of: type))
    case (.read(let map, _), .entries(let one, _), .entries(let other, _)):
      guard let definition = object.map(named: map) else { return nil }
      return made(.maps, map, lines(one, definition), lines(other, definition))
    case (.drain(let map), .events(let one), .events(let other)):
      return made(.events, map, one.map { hex($0.bytes) }, other.map { hex($0.bytes) })
    case (.globals(let section), .globals(let one), .globals(let other)):
      return made(.globals, section, variables(of: section, one), variables(of: section, other))
    default: return nil
    }
  }

  /// The first of several things that is another one.
  private func made(
    _ subject: CaseDifference.Subject, _ path: String, _ one: [String], _ other: [String]
  ) -> CaseDifference? {
    guard let (first, second) = zip(one, other).first(where: { $0 != $1 }) else {
      return one.count == other.count ? nil : made(subject, path, "\(one.count) of them", "\(other.count)")
    }
    return made(subject, path, first, second)
  }

  private func made(_ subject: CaseDifference.Subject, _ path: String, _ one: String, _ other: String) -> CaseDifference
  {
    CaseDifference(subject, path: path, expected: Self.expected, actual: "\(one), or \(other)")
  }

  private func lines(_ entries: [MapEntry], _ definition: MapDefinition) -> [String] {
    let contents = MapContents(
      entries: entries.map { entry in
        MapContents.Entry(
          key: entry.key.bytes(of: bytes) ?? [], values: entry.values.map { $0.bytes(of: bytes) ?? [] })
      }, isWhole: true, namesProcessors: planned.namesProcessors)
    return MapText.lines(contents, of: definition, object: object)
  }

  private func variables(of section: String, _ slice: ByteSlice) -> [String] {
    GlobalText.values(of: section, bytes: slice.bytes(of: bytes) ?? [], object: object).map { "\($0.name): \($0.yaml)" }
  }

  private func hex(_ slice: ByteSlice) -> String { HexText.text(slice.bytes(of: bytes) ?? []) }
}
