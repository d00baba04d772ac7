import Analysis
import BPF
import BPFObject
import Findings

extension LintedProgram {
  /// What a call at a slot is, by its helper's name and the map that it is given: `bpf_map_lookup_elem on flows`.
  func words(ofCall slot: Int, in subject: LintSubject) -> String? {
    guard let call = flow.calls.first(where: { $0.slot == slot }) else { return nil }
    guard let helper = call.helper?.name else { return kernelFunction(at: slot, in: subject) }
    return subject.map(call.arguments[0]).map { "\(helper) on \($0.name)" } ?? helper
  }

  /// The kernel function that is called at a slot.
  private func kernelFunction(at slot: Int, in subject: LintSubject) -> String? {
    program.references.first { $0.slot == slot }.flatMap { reference in
      if case .extern(let index) = reference.target, subject.object.externs.indices.contains(index) {
        subject.object.externs[index].name
      } else {
        nil
      }
    }
  }

  /// The helper that is called at a slot.
  func helper(at slot: Int) -> String? { flow.calls.first { $0.slot == slot }?.helper?.name }

  /// The line that something comes from, where it is another than the finding's.
  func origin(of fault: WalkFault, _ label: String) -> [LabelledSpan] {
    guard let origin = fault.origin else { return [] }
    let place = span(origin, label)
    return place.span == span(fault.slot, "").span ? [] : [place]
  }
}

extension WalkFault.Memory {
  /// The memory in words.
  func words(in subject: LintSubject) -> String {
    switch self {
    case .stack: "the stack"
    case .record: "the record"
    case .value(let map):
      subject.object.maps.indices.contains(map)
        ? subject.object.maps[map].origin == .data
          ? subject.object.maps[map].section : "a value of \(subject.object.maps[map].name)" : "a map's value"
    }
  }
}
