import BPF
import BPFObject
import BTF
import Project

extension ObjectFile {
  /// A digest of what is loaded of the object: instructions, what they refer to, maps, initial values, the licence. Names of
  /// files, lines and comments are no part of it.
  var contents: String {
    var hasher = ContentHasher()
    hasher.add(license ?? "")
    hasher.add(UInt64(version ?? 0))
    for map in maps {
      var map = map
      // Numbers of types and sections move with whatever else there is.
      (map.keyType, map.valueType, map.sectionIndex, map.offset) = (nil, nil, nil, 0)
      hasher.add("\(map)")
    }
    for program in programs { program.add(to: &hasher, types) }
    for extern in externs { hasher.add("\(extern.name) \(extern.kind) \(extern.isWeak)") }
    for section in sections where section.kind == .bits && !section.isExecutable && Self.isData(section.name) {
      hasher.add(section.name)
      hasher.add(bytes(of: section).array)
    }
    for table in structOps { hasher.add("\(table.name) \(table.section) \(table.structName ?? "") \(table.members)") }
    return hasher.finish()
  }

  private static func isData(_ section: String) -> Bool {
    [".data", ".rodata", ".bss", ".struct_ops", ".maps", "maps"].contains {
      section == $0 || section.hasPrefix("\($0).")
    }
  }
}

extension Program {
  fileprivate func add(to hasher: inout ContentHasher, _ types: TypeTable?) {
    hasher.add(name)
    hasher.add(section)
    hasher.add(Instruction.encode(instructions))
    for reference in references { hasher.add("\(reference.slot) \(reference.target)") }
    for subprogram in subprograms { hasher.add(subprogram.name) }
    for relocation in coreRelocations {
      hasher.add("\(relocation.slot) \(relocation.kind) \(relocation.access)")
      hasher.add(types.flatMap { try? $0.target(of: relocation) } ?? "")
    }
    hasher.add(problem.map { "\($0)" } ?? "")
  }
}
