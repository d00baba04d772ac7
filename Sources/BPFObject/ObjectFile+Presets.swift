import BTF

extension ObjectFile {
  /// Turns presets into bytes of sections, to be put there in this order: a later one may change a part of what an
  /// earlier one set.
  /// - Throws: the first that names no global or does not fit its type, with what was expected.
  public func bytes(for presets: [Preset]) throws(PresetError) -> [PresetBytes] {
    var placed: [PresetBytes] = []
    for preset in presets {
      let (variable, steps) = try variable(for: preset)
      guard let types, let type = variable.type else {
        throw PresetError(
          "the type of global '\(variable.name)' is not known: compile the object with -g", line: preset.line)
      }
      let value: EncodedValue
      do { value = try types.encode(preset.value, at: try types.place(steps, in: type)) } catch {
        throw PresetError("\(preset.path): \(error.message)", line: preset.line)
      }
      let (start, overflow) = variable.offset.addingReportingOverflow(value.offset)
      guard !overflow, start <= Int.max - value.bytes.count, value.bytes.count <= variable.size,
        value.offset <= variable.size - value.bytes.count
      else {
        throw PresetError(
          "\(preset.path): the value lies outside of the \(variable.size) bytes that the global takes",
          line: preset.line)
      }
      var bytes = value
      bytes.offset = 0
      var whole = current(variable.section, start, value, after: placed)
      _ = bytes.put(into: &whole, at: 0)
      placed.append(PresetBytes(section: variable.section, offset: start, bytes: whole))
    }
    return placed
  }

  /// Whether the object has the global that a preset is for, whatever its type.
  public func hasGlobal(for preset: Preset) -> Bool {
    do throws(PresetError) {
      return try find(preset) != nil
    } catch {
      return true
    }
  }

  private func variable(for preset: Preset) throws(PresetError) -> (GlobalVariable, [MemberPath.Step]) {
    if let found = try find(preset) { return found }
    guard types != nil else {
      throw PresetError("the object has no BTF: its globals cannot be set by name", line: preset.line)
    }
    let names = variables.prefix(9).map { String($0.name.prefix(64)) }
    let known = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " ..." : "")
    throw PresetError(
      "the object has no global '\(preset.path.root)'" + (known.isEmpty ? " or any other" : "; it has \(known)"),
      line: preset.line)
  }

  /// The variable that a path starts at, and the steps that remain; nil when there is none. Compilers put dots into the
  /// names of variables that are local to a function (`program.counter`).
  private func find(_ preset: Preset) throws(PresetError) -> (GlobalVariable, [MemberPath.Step])? {
    var name = preset.path.root
    var steps = preset.path.steps[...]
    while true {
      let named = variables.filter { $0.name == name }
      guard named.count <= 1 else {
        let sections = named.map(\.section).joined(separator: ", ")
        throw PresetError("global '\(name)' is there \(named.count) times, in \(sections)", line: preset.line)
      }
      if let variable = named.first { return (variable, Array(steps)) }
      guard case .member(let next)? = steps.popFirst() else { break }
      name += "." + next
    }
    return nil
  }

  /// The bytes where a value goes, as the file and earlier presets have them. They matter to bit fields only.
  private func current(
    _ name: String, _ start: Int, _ value: EncodedValue, after placed: [PresetBytes]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: value.bytes.count)
    guard value.mask.contains(where: { $0 != 0xff }) else { return bytes }
    if let section = section(named: name) {
      let contents = self.bytes(of: section)
      for index in bytes.indices where start + index < contents.count { bytes[index] = contents[start + index] }
    }
    for earlier in placed where earlier.section == name {
      for index in bytes.indices where earlier.offset..<(earlier.offset + earlier.bytes.count) ~= start + index {
        bytes[index] = earlier.bytes[start + index - earlier.offset]
      }
    }
    return bytes
  }
}
