import BPFObject
import Findings
import Fixtures
import Jobs
import KernelFacts
import Packets
import Reports
import Synchronization
import Workers

/// The packets that went into cases and came out of them, for a capture. Outcomes come from several tasks.
final class PacketLog: Sendable {
  private struct Entry {
    var file: String
    var line: Int
    var name: String
    var kernel: String
    var packets: [CapturedPacket]

    static func < (first: Entry, second: Entry) -> Bool {
      (first.file, first.line, first.name, first.kernel) < (second.file, second.line, second.name, second.kernel)
    }
  }

  private let entries = Mutex<[Entry]>([])

  /// Takes what cases of a unit gave on a kernel.
  func add(_ tested: TestedCases, of ready: ReadyUnit, on kernel: String) {
    let new = tested.outcomes.filter { ready.planned.indices.contains($0.number) }.map { outcome in
      let planned = ready.planned[outcome.number]
      return Entry(
        file: ready.unit.test.path, line: (planned.form.row ?? planned.form.span).line, name: planned.form.name,
        kernel: kernel, packets: Self.packets(of: planned, outcome, tested.bytes, on: kernel))
    }
    entries.withLock { $0 += new }
  }

  /// All of them: by file, by the case's place in it, by kernel.
  var packets: [CapturedPacket] { entries.withLock { $0.sorted(by: <).flatMap(\.packets) } }

  private static func packets(
    of planned: PlannedCase, _ outcome: CaseOutcome, _ bytes: [UInt8], on kernel: String
  ) -> [CapturedPacket] {
    planned.steps.enumerated().flatMap { index, step -> [CapturedPacket] in
      guard let run = step.run, !step.sent.isEmpty, outcome.steps.indices.contains(run),
        case .ran(let ran) = outcome.steps[run]
      else { return [] }
      let place = "\(planned.form.name) on \(kernel)" + (planned.form.hasSteps ? ", step \(index + 1)" : "")
      var sent = CapturedPacket(step.sent)
      sent.comment = "\(place): sent"
      guard let bytes = ran.packet?.bytes(of: bytes) else { return [sent] }
      var received = CapturedPacket(PacketTypes.shown(bytes, sent: step.sent, of: step.program))
      let type = step.program?.match?.programType
      let returned = type.map { ReturnNames.text(ran.returned, of: $0) } ?? "\(ran.returned)"
      received.comment = "\(place): what came out, \(returned)"
      return [sent, received]
    }
  }
}
