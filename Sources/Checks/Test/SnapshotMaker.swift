import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Packets
import Placed

/// Writes down what came of a case, as a snapshot stores it: by layers, fields and names, so that a reviewer reads it.
struct SnapshotMaker {
  let planned: PlannedCase
  let object: ObjectFile
  let records: RecordTypes
  let outcome: CaseOutcome
  /// What the outcome's slices are of.
  let bytes: [UInt8]

  /// The case's snapshot: a record a step, with maps, variables and lines in the last.
  var snapshot: SnapshotCase {
    var records = planned.steps.map(record)
    if let last = records.indices.last { addReads(to: &records[last]) }
    return SnapshotCase(name: planned.form.name, hasSteps: planned.form.hasSteps, records: records)
  }

  private func record(_ step: PlannedStep) -> SnapshotRecord {
    var record = SnapshotRecord()
    guard let index = step.run, let program = step.program, let type = program.match?.programType,
      outcome.steps.indices.contains(index), case .ran(let run) = outcome.steps[index]
    else { return record }
    record.returned = .text(ReturnNames.text(run.returned, of: type))
    if let packet = run.packet?.bytes(of: bytes), !packet.isEmpty {
      let received = PacketTypes.shown(packet, sent: step.sent, of: program)
      record.packet = received == step.sent ? .text("unchanged") : Self.value(PacketForm.yaml(of: received))
    }
    if let context = run.context?.bytes(of: bytes) {
      record.context = Self.value([ContextText.yaml(context, type: type, program: program, object: object)])
    }
    return record
  }

  private func addReads(to record: inout SnapshotRecord) {
    var maps: [SnapshotValue.Entry] = []
    var events: [SnapshotValue.Entry] = []
    var globals: [SnapshotValue.Entry] = []
    for (map, step) in planned.snapshotReads where outcome.steps.indices.contains(step) {
      switch outcome.steps[step] {
      case .entries(let entries, let isWhole):
        let contents = MapContents(
          entries: entries.map { entry in
            MapContents.Entry(
              key: entry.key.bytes(of: bytes) ?? [], values: entry.values.map { $0.bytes(of: bytes) ?? [] })
          }, isWhole: isWhole)
        let lines = MapText.yaml(
          contents, of: map, object: object, isSummed: planned.form.task.cpu == nil)
        guard let value = Self.value(lines) else { continue }
        maps.append(SnapshotValue.Entry(map.name, value))
      case .events(let records):
        events.append(SnapshotValue.Entry(map.name, .list(records.compactMap { self.record($0, of: map) })))
      case .globals(let slice):
        guard let section = slice.bytes(of: bytes) else { continue }
        for variable in GlobalText.values(of: map.name, bytes: section, object: object) {
          guard let value = Self.value([variable.yaml]) else { continue }
          globals.append(SnapshotValue.Entry(variable.name, value))
        }
      case .done, .ran, .driven, .calls: continue
      }
    }
    if !maps.isEmpty { record.maps = .mapping(maps) }
    if !events.isEmpty { record.events = .mapping(events) }
    if !globals.isEmpty { record.globals = .mapping(globals) }
    if !outcome.trace.isEmpty { record.trace = .list(outcome.trace.map { .text($0) }) }
  }

  /// A record by its type, where the file says it; else by its bytes.
  private func record(_ event: TestEvent, of map: MapDefinition) -> SnapshotValue? {
    event.bytes.bytes(of: bytes).map { bytes in
      if let type = records.type(of: map.name), let value = Self.value([type.yaml(bytes)]) { return value }
      let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
      return .mapping([.init("hex", .text(digits))])
    }
  }

  /// Lines of YAML as a value.
  private static func value(_ lines: [String]) -> SnapshotValue? {
    let text = lines.joined(separator: "\n")
    return (try? PlacedDocument(Array(text.utf8), file: "")).map { SnapshotValue($0.root) }
  }
}
