import BPF
import BPFObject
import Bundles

/// The names of what a program's instructions refer to.
enum ProgramNames {
  /// Names by slot, as a disassembler takes them.
  static func bySlot(of program: Program, in object: ObjectFile) -> [Int: String] {
    var names = TranslatedNames.of(object).map { translated($0, program) } ?? [:]
    for reference in program.references { names[reference.slot] = name(reference.target, program, object) }
    return names
  }

  /// Names in the kernel of what translated code refers to. Its calls are offsets from one of the kernel's functions: a number
  /// that happens to be a helper's is none.
  private static func translated(_ known: [Int: String], _ program: Program) -> [Int: String] {
    var names = known
    for (instruction, slot) in zip(program.instructions, program.slots.slots) where names[slot] == nil {
      if case .call(.helper) = instruction.kind { names[slot] = "unknown" }
    }
    return names
  }

  private static func name(_ target: Reference.Target, _ program: Program, _ object: ObjectFile) -> String? {
    switch target {
    case .map(let map): object.maps.indices.contains(map) ? "map[\(object.maps[map].name)]" : nil
    case .variable(let map, let offset): object.maps.indices.contains(map) ? variable(map, offset, object) : nil
    case .function(let function):
      program.subprograms.indices.contains(function) ? program.subprograms[function].name : nil
    case .extern(let extern): object.externs.indices.contains(extern) ? object.externs[extern].name : nil
    case .unresolved(let symbol, _): symbol
    }
  }

  /// A global variable by its own name, where the symbols have one.
  private static func variable(_ map: Int, _ offset: Int, _ object: ObjectFile) -> String {
    let place = "map[\(object.maps[map].name)][0]+\(offset)"
    let variable = object.variables.first { candidate in
      candidate.section == object.maps[map].section && offset >= candidate.offset
        && offset - candidate.offset < candidate.size
    }
    guard let variable else { return place }
    let inside = offset - variable.offset
    return "&\(variable.name)" + (inside == 0 ? "" : "+\(inside)")
  }
}
