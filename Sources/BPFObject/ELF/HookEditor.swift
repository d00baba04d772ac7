import BTF

/// Puts a program under another section name, so that a loader takes it for a program of another hook, and lets some of its
/// instructions read at other offsets. `.BTF.ext` names sections, and follows.
struct HookEditor {
  /// What a program becomes.
  struct Change {
    /// The section that holds the program.
    var section: String
    /// Its new name.
    var name: String
    /// New offsets of loads, by section and slot in it. CO-RE relocations of these loads go: they would set the old ones.
    var offsets: [String: [Int: Int16]]
  }

  private let object: ObjectFile
  private let change: Change
  private var editor: ELFEditor

  init(_ object: ObjectFile, _ change: Change) throws(ObjectError) {
    self.object = object
    self.change = change
    editor = try ELFEditor(try ELFImage(object.region))
  }

  /// The changed object.
  consuming func edited() throws(ObjectError) -> [UInt8] {
    guard let section = object.section(named: change.section) else {
      throw ObjectError("it has no section \(change.section)", offset: 0)
    }
    for (name, offsets) in change.offsets {
      guard let section = object.section(named: name) else {
        throw ObjectError("it has no section \(name)", offset: 0)
      }
      var contents = object.bytes(of: section).array
      for (slot, offset) in offsets where 8 * slot + 8 <= contents.count {
        ELFEditor.store(UInt16(bitPattern: offset), at: 8 * slot + 2, in: &contents)
      }
      editor.replace(section, with: contents)
    }
    try editTypes()
    editor.rename(section, to: change.name)
    return try editor.finish()
  }

  private mutating func editTypes() throws(ObjectError) {
    guard let typeSection = object.section(named: ".BTF"), let infoSection = object.section(named: ".BTF.ext") else {
      return
    }
    var types = object.bytes(of: typeSection).array
    let region = object.bytes(of: typeSection)
    let strings = Int(region.word(at: 4)) + Int(region.word(at: 16))
    let length = Int(region.word(at: 20))
    guard strings + length == types.count else {
      throw ObjectError("its types' names do not stand at their end", offset: typeSection.range.lowerBound)
    }
    types += change.name.utf8 + [0]
    ELFEditor.store(UInt32(length + change.name.utf8.count + 1), at: 20, in: &types)
    editor.replace(typeSection, with: types)
    editor.replace(
      infoSection, with: info(object.bytes(of: infoSection), names: region[strings..<region.count], length))
  }

  /// The three lists of `.BTF.ext`, of which the third is CO-RE relocations (include/linux/btf.h, `struct btf_ext_header`).
  private func info(_ region: ByteRegion, names: ByteRegion, _ newName: Int) -> [UInt8] {
    let header = Int(region.word(at: 4))
    var bytes = region[0..<header].array
    for field in stride(from: 8, to: min(header, 32), by: 8) {
      let start = header + Int(region.word(at: field))
      let list = list(
        region[start..<start + Int(region.word(at: field + 4))], names, newName, areRelocations: field == 24)
      ELFEditor.store(UInt32(bytes.count - header), at: field, in: &bytes)
      ELFEditor.store(UInt32(list.count), at: field + 4, in: &bytes)
      bytes += list
    }
    return bytes
  }

  private func list(_ region: ByteRegion, _ names: ByteRegion, _ newName: Int, areRelocations: Bool) -> [UInt8] {
    guard region.count >= 4 else { return region.array }
    let size = Int(region.word(at: 0))
    var bytes = region[0..<4].array
    var at = 4
    while at + 8 <= region.count {
      let name = ByteReader(names).string(Int(region.word(at: at)), limit: names.count) ?? ""
      let count = Int(region.word(at: at + 4))
      var records = (0..<count).map { region[at + 8 + $0 * size..<at + 8 + ($0 + 1) * size] }
      if areRelocations, let offsets = change.offsets[name] {
        records.removeAll { offsets[Int($0.word(at: 0)) / 8] != nil }
      }
      if !records.isEmpty {
        var head = region[at..<at + 8].array
        if name == change.section { ELFEditor.store(UInt32(newName), at: 0, in: &head) }
        ELFEditor.store(UInt32(records.count), at: 4, in: &head)
        bytes += head + records.flatMap(\.array)
      }
      at += 8 + count * size
    }
    // A list without a section is none.
    return bytes.count > 4 ? bytes : []
  }
}
