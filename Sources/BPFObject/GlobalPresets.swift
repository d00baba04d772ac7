public import BTF

/// Values given to an object's global variables before the load, typed through its BTF.
public struct GlobalPresets: Sendable {
  /// Bytes to put into a section of variables.
  public struct Change: Hashable, Sendable {
    /// The section, such as `.rodata`.
    public var section: String
    /// The offset in bytes from the section's start.
    public var offset: Int
    /// The bytes, little-endian.
    public var bytes: [UInt8]

    /// A change.
    public init(section: String, offset: Int, bytes: [UInt8]) {
      self.section = section
      self.offset = offset
      self.bytes = bytes
    }
  }
  private let object: ObjectFile
  /// The changes, in the order in which they were asked for.
  public private(set) var changes: [Change] = []
  /// Bytes changed so far, by section and offset: values that share a byte with a bit field must not undo each other.
  private var changed: [String: [Int: UInt8]] = [:]

  /// No presets yet.
  public init(for object: ObjectFile) { self.object = object }

  /// Sets a variable, or a part of one: `limit`, `settings.name`, `table[3].max`.
  /// - Throws: what there is instead of the variable or the part, or what values its type takes.
  public mutating func set(_ path: String, to value: String) throws(ValueError) {
    let path = try MemberPath(path)
    let variable = try variable(named: path.root)
    guard let types = object.types, let type = variable.type, let section = object.section(named: variable.section)
    else {
      throw ValueError("the object does not say what type '\(path.root)' has")
    }
    let encoded = try types.encode(value, at: try types.place(path.steps, in: type))
    guard encoded.offset >= 0, encoded.offset <= variable.size, encoded.bytes.count <= variable.size - encoded.offset
    else { throw ValueError("'\(path)' lies outside of its variable's \(variable.size) bytes") }
    let start = variable.offset + encoded.offset
    var bytes = encoded.bytes.indices.map { initial(start + $0, in: section) }
    for index in bytes.indices {
      let mask = encoded.mask[index]
      bytes[index] = bytes[index] & ~mask | encoded.bytes[index] & mask
      changed[section.name, default: [:]][start + index] = bytes[index]
    }
    changes.append(Change(section: section.name, offset: start, bytes: bytes))
  }

  /// The byte at an offset, as the object or an earlier change has it.
  private func initial(_ offset: Int, in section: Section) -> UInt8 {
    if let byte = changed[section.name]?[offset] { return byte }
    return section.kind == .zeros || offset >= section.range.count ? 0 : object.bytes(of: section)[offset]
  }

  private func variable(named name: String) throws(ValueError) -> GlobalVariable {
    let found = object.variables.filter { $0.name == name }
    if let variable = found.first, found.count == 1 { return variable }
    guard found.isEmpty else {
      throw ValueError(
        "'\(name)' is the name of \(found.count) static variables, in \(found.map(\.section).joined(separator: " and "))"
      )
    }
    guard object.types != nil else { throw ValueError("the object has no BTF: its variables cannot be set by name") }
    let names = object.variables.prefix(8).map { String($0.name.prefix(64)) }.joined(separator: ", ")
    let others = names.isEmpty ? "it has none" : "it has \(names)\(object.variables.count > 8 ? " ..." : "")"
    throw ValueError("the object has no global variable '\(name)'; \(others)")
  }
}
