/// What a 64-bit immediate stands for: the `BPF_PSEUDO_*` value in its source register field.
public enum PseudoSource: UInt8, Hashable, Sendable, CaseIterable {
  /// Itself: a plain constant.
  case constant = 0
  /// A map by file descriptor (`BPF_PSEUDO_MAP_FD`).
  case mapDescriptor = 1
  /// An address inside a map's first value: descriptor in the low half, offset in the high one (`BPF_PSEUDO_MAP_VALUE`).
  case mapValue = 2
  /// A kernel variable by BTF id, and the id's BTF object in the high half (`BPF_PSEUDO_BTF_ID`).
  case btfID = 3
  /// A function of this program, for a callback (`BPF_PSEUDO_FUNC`).
  case function = 4
  /// A map by its index in the load's descriptor array (`BPF_PSEUDO_MAP_IDX`).
  case mapIndex = 5
  /// An address inside the first value of a map given by index (`BPF_PSEUDO_MAP_IDX_VALUE`).
  case mapIndexValue = 6
}
