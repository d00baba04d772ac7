import BPF
import BPFObject

extension Rejection {
  /// The only function beside the program's own that makes a tail call, and the call's slot; nil when none or several do,
  /// or without the object.
  var tailCaller: (name: String, slot: Int)? {
    guard let program else { return nil }
    var found: [(name: String, slot: Int)] = []
    var slot = 0
    for instruction in program.instructions {
      if case .call(.helper(let helper)) = instruction.kind, helper.rawValue == 12,
        let index = program.subprogram(atSlot: slot), index > 0
      {
        found.append((program.subprograms[index].name, slot))
      }
      slot += instruction.slots
    }
    return Set(found.map(\.name)).count == 1 ? found.first : nil
  }
}
