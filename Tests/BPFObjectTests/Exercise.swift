import BPF
import BPFObject
import BTF
import KernelFacts

/// Does with an object all that can be done without a kernel. What it gives is of no interest: it must come back.
enum Exercise {
  /// How many lines of text the object's programs have; nil when it cannot be read.
  @discardableResult
  static func everything(_ bytes: [UInt8]) -> Int? {
    guard let object = try? ObjectFile(bytes: bytes, name: "mutated") else { return nil }
    var lines = 0
    let disassembler = Disassembler()
    for program in object.programs {
      for (instruction, slot) in zip(program.instructions, program.slots.slots) {
        lines += disassembler.line(instruction, slot: slot).utf8.isEmpty ? 0 : 1
        if let line = program.line(atSlot: slot) { lines += line.text.isEmpty ? 0 : 1 }
        _ = program.reference(atSlot: slot)
        _ = program.subprogram(atSlot: slot)
      }
    }
    for map in object.maps {
      _ = map.memory(possibleCPUs: 64, pageSize: 4096)
      if let types = object.types, let type = map.valueType { _ = try? types.size(of: type) }
    }
    for variable in object.variables {
      if let types = object.types, let type = variable.type { _ = types.declaration(of: type) }
    }
    _ = try? object.withDeclaredMaps().map { try ObjectFile(bytes: $0, name: "rewritten") }
    return lines
  }
}
