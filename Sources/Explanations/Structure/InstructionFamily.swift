/// What kind of instruction a kernel's complaint about its fields is about.
enum InstructionFamily: Hashable {
  case atomic, load, move, arithmetic, byteOrder, call, jump

  /// The family that a message is about; nil where it says none.
  init?(_ message: String) {
    let families: [(String, InstructionFamily)] = [
      ("BPF_STX ", .atomic), ("BPF_XADD ", .atomic), ("BPF_ATOMIC ", .atomic), ("BPF_LDX ", .load), ("BPF_MOV ", .move),
      ("BPF_ALU ", .arithmetic), ("BPF_END ", .byteOrder), ("BPF_CALL ", .call), ("BPF_JA ", .jump),
      ("invalid BPF_JMP", .jump),
    ]
    guard let family = families.first(where: { message.hasPrefix($0.0) })?.1 else { return nil }
    self = family
  }
}
