import BPF
import BPFObject
import Findings
import Fixtures
import Jobs
import KernelFacts
import Packets
import Placed
import Reports

/// Holds what came of a case against what must.
struct CaseJudge {
  /// The most lines of a map that are shown.
  private static let shownEntries = 8

  let planned: PlannedCase
  let object: ObjectFile
  let outcome: CaseOutcome
  /// What came out, as it is stored; nil where no snapshot is expected.
  let snapshot: SnapshotCase?
  /// What is stored of the case; nil when nothing is.
  let stored: SnapshotCase?
  /// What the outcome's slices are of.
  let bytes: [UInt8]

  /// The case as reports have it.
  func judged(_ blank: TestedCase) -> TestedCase {
    var tested = blank
    tested.trace = outcome.trace
    tested.notes = outcome.notes
    tested.host = outcome.host
    if let problem = outcome.traceProblem {
      guard planned.trace.isEmpty || outcome.failure != nil else {
        let advice = "Run as root, or on a kernel in a virtual machine: --kernel debian:6.12."
        return tested.ended(.environment, Reason(problem, advice: advice))
      }
      tested.notes.append(problem)
    }
    if let failure = outcome.failure {
      tested = tested.ended(CaseResult(failing: failure.verdict), failure.reason)
    } else {
      for (index, step) in planned.steps.enumerated() {
        let number = planned.form.hasSteps ? index + 1 : nil
        let differences = differences(of: step, number: number)
        tested.differences += differences
        tested.evidence += evidence(of: step, number: number, differences)
      }
      if let (missing, taken) = TraceExpectation.missing(planned.trace, in: outcome.trace) {
        let place = taken == 0 ? "" : " behind line \(taken)"
        let left = outcome.trace.count - taken
        let actual = left == 0 ? "no line\(place)" : "\(NumberText.count(left, "line"))\(place), none such"
        tested.differences.append(
          CaseDifference(.trace, expected: missing.expected, actual: actual, span: missing.span))
      }
      tested.differences += failedDeeds
      tested.differences += PoisonFinding(planned: planned, object: object, outcome: outcome, bytes: bytes).differences
      if let snapshot { tested.differences += differences(of: snapshot) }
      tested.result = tested.differences.isEmpty ? .passed : .failed
    }
    if tested.differences.contains(where: { $0.subject == .packet && $0.path.hasPrefix("vlan") }),
      planned.steps.contains(where: { $0.program.map(Self.pushesTags) ?? false })
    {
      tested.notes.append(
        "bpf_skb_vlan_push keeps the tag beside the packet, as hardware does: no test run gives it back")
    }
    if tested.result != .failed {
      tested.evidence = []
      tested.trace = []
    }
    return tested
  }

  private static let vlanPush = HelperID(name: "bpf_skb_vlan_push")

  private static func pushesTags(_ program: Program) -> Bool {
    program.instructions.contains { instruction in
      if case .call(.helper(let helper)) = instruction.kind { helper == vlanPush } else { false }
    }
  }

  // MARK: Steps

  private func differences(of step: PlannedStep, number: Int?) -> [CaseDifference] {
    var found: [CaseDifference] = []
    if let index = step.run, let program = step.program, case .ran(let run) = outcome.steps[index] {
      found += runDifferences(step, run, program)
    }
    for read in step.maps {
      guard case .entries(let entries, let isWhole) = outcome.steps[read.step] else { continue }
      let contents = contents(entries, isWhole: isWhole)
      found += read.expectation.differences(from: contents).map { difference in
        CaseDifference(
          .maps, path: difference.path, expected: difference.expected, actual: difference.actual,
          span: difference.span ?? read.expectation.span)
      }
      let filled = planned.filled[read.expectation.map] ?? []
      found += read.expectation.leaks(in: contents, poison: CasePlanner.poison, filled: filled).map {
        CaseDifference($0, .maps, span: read.expectation.span)
      }
    }
    if let expected = step.globals {
      var sections: [String: [UInt8]] = [:]
      for (name, index) in step.sections {
        if case .globals(let slice) = outcome.steps[index] { sections[name] = slice.bytes(of: bytes) }
      }
      found += expected.value.differences(from: sections).map {
        CaseDifference(
          .globals, path: $0.path, expected: $0.expected, actual: $0.actual, span: $0.span ?? expected.span)
      }
    }
    for read in step.events {
      guard case .events(let events) = outcome.steps[read.step] else { continue }
      let records = events.compactMap { $0.bytes.bytes(of: bytes) }
      found += read.expectation.differences(from: records).map {
        CaseDifference(
          .events, path: $0.path, expected: $0.expected, actual: $0.actual, span: $0.span ?? read.expectation.span)
      }
      found += read.expectation.leaks(in: records).map { CaseDifference($0, .events, span: read.expectation.span) }
    }
    for read in step.calls {
      guard case .calls(let recorded) = outcome.steps[read.step] else { continue }
      found += read.expectation.differences(from: recorded).map {
        CaseDifference(
          .calls, path: $0.path, expected: $0.expected, actual: $0.actual,
          span: $0.span ?? read.expectation.function.span)
      }
    }
    return found.map { difference in
      var difference = difference
      difference.step = number
      return difference
    }
  }

  private func runDifferences(_ step: PlannedStep, _ run: RunOutcome, _ program: Program) -> [CaseDifference] {
    var found: [CaseDifference] = []
    if let expected = step.returned, let difference = expected.value.difference(from: run.returned) {
      found.append(
        CaseDifference(.return, expected: difference.expected, actual: difference.actual, span: expected.span))
    }
    if let expected = step.packet {
      if let received = run.packet?.bytes(of: bytes) {
        let isBlank = program.match.map { PacketTypes.startBehindEthernet.contains($0.programType) } ?? false
        found += expected.value.differences(from: received, sent: step.sent, ethernetIsBlank: isBlank).map {
          CaseDifference(
            .packet, path: $0.path, expected: $0.expectedText, actual: $0.actualText, span: $0.span ?? expected.span)
        }
      } else {
        found.append(
          CaseDifference(.packet, expected: "a packet", actual: nothingBack(step), span: expected.span))
      }
    }
    if let expected = step.context {
      if let context = run.context?.bytes(of: bytes) {
        found += expected.value.differences(from: context).map {
          CaseDifference(
            .context, path: $0.path, expected: $0.expected, actual: $0.actual, span: $0.span ?? expected.span)
        }
      } else {
        found.append(
          CaseDifference(.context, expected: "a context", actual: nothingBack(step), span: expected.span)
        )
      }
    }
    return found
  }

  /// Why a run gave no packet or no context.
  private func nothingBack(_ step: PlannedStep) -> String {
    if let index = step.run, case .run(let input) = planned.test.steps[index], input.liveFrames {
      return "none: live frames give none back"
    }
    return "none: the type gives none back"
  }

  /// Deeds that did not end as they should: what they should have made run may not have run.
  private var failedDeeds: [CaseDifference] {
    let ends = zip(planned.test.steps, outcome.steps).compactMap { step, outcome -> (Int32, [String])? in
      guard case .drive = step, case .driven(let status, let output) = outcome else { return nil }
      return (status, output)
    }
    return zip(planned.form.drive, ends).compactMap { deed, end in
      guard let difference = deed.result.value.difference(from: end.0) else { return nil }
      let last = end.1.last.map { ": \($0)" } ?? ""
      return CaseDifference(
        .drive, path: deed.description, expected: difference.expected, actual: difference.actual + last,
        span: deed.result.span)
    }
  }

  // MARK: Snapshots

  private func differences(of snapshot: SnapshotCase) -> [CaseDifference] {
    guard let stored else {
      return [
        CaseDifference(
          .snapshot, expected: "a stored snapshot", actual: "none: assay test --update writes it",
          span: planned.form.snapshot)
      ]
    }
    return stored.differences(from: snapshot).map { difference in
      CaseDifference(
        .snapshot, path: difference.path, expected: difference.expected ?? "nothing",
        actual: difference.actual ?? "nothing", span: stored.span ?? planned.form.snapshot)
    }
  }

  private func contents(_ entries: [MapEntry], isWhole: Bool) -> MapContents {
    MapContents(
      entries: entries.map { entry in
        MapContents.Entry(
          key: entry.key.bytes(of: bytes) ?? [], values: entry.values.map { $0.bytes(of: bytes) ?? [] })
      }, isWhole: isWhole, namesProcessors: planned.namesProcessors)
  }

  // MARK: Evidence

  /// Packets and maps beside what differs in them; nothing for a step of which all holds.
  private func evidence(of step: PlannedStep, number: Int?, _ differences: [CaseDifference]) -> [CaseEvidence] {
    guard !differences.isEmpty else { return [] }
    let place = number.map { "step \($0) " } ?? ""
    var evidence: [CaseEvidence] = []
    if !step.sent.isEmpty {
      evidence.append(CaseEvidence(title: place + "sent", lines: PacketText.layers(of: step.sent)))
      if let index = step.run, case .ran(let run) = outcome.steps[index], let packet = run.packet?.bytes(of: bytes),
        differences.contains(where: { $0.subject == .packet })
      {
        let received = PacketTypes.shown(packet, sent: step.sent, of: step.program)
        if received != step.sent {
          evidence.append(CaseEvidence(title: place + "received", lines: PacketText.layers(of: received)))
        }
      }
    }
    for read in step.maps {
      let map = read.expectation.map
      guard differences.contains(where: { $0.subject == .maps && $0.path.hasPrefix(map) }),
        let definition = object.map(named: map), case .entries(let entries, let isWhole) = outcome.steps[read.step]
      else { continue }
      let lines = MapText.lines(contents(entries, isWhole: isWhole), of: definition, object: object)
      let more = lines.count > Self.shownEntries ? ["... \(lines.count - Self.shownEntries) more"] : []
      evidence.append(
        CaseEvidence(title: place + map, lines: lines.isEmpty ? ["empty"] : lines.prefix(Self.shownEntries) + more))
    }
    return evidence
  }
}
