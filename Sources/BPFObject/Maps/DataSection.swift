/// What kind of global variables a section holds, by the names that libbpf knows.
enum DataSection {
  case readOnly
  case initialized
  case zeroed

  /// Nil for a section that does not become a map.
  init?(_ section: Section) {
    let name = section.name
    if section.kind == .bits, !section.isExecutable {
      if name == ".rodata" || name.hasPrefix(".rodata.") {
        self = .readOnly
        return
      }
      if name == ".data" || name.hasPrefix(".data.") {
        self = .initialized
        return
      }
    }
    guard section.kind == .zeros, name == ".bss" || name.hasPrefix(".bss.") else { return nil }
    self = .zeroed
  }
}
