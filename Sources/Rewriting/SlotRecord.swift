public import BTF

/// Something that is said of an instruction, by its slot in the program.
public protocol SlotRecord {
  /// The instruction's slot.
  var slot: Int { get set }
}

extension LineInfo: SlotRecord {}
extension FunctionInfo: SlotRecord {}
extension CORERelocation: SlotRecord {}
