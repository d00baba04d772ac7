/// The contents of `.BTF.ext`: what instructions of which section belong to which functions, lines and relocations.
public struct ExtendedInfo: Sendable {
  /// Functions by ELF section name, in the order of the file.
  public let functions: [String: [FunctionInfo]]
  /// Lines by ELF section name, in the order of the file.
  public let lines: [String: [LineInfo]]
  /// CO-RE relocations by ELF section name, in the order of the file.
  public let relocations: [String: [CORERelocation]]

  /// Decodes `.BTF.ext` bytes whose strings and types are in `types`.
  public init(bytes: [UInt8], types: TypeTable) throws(BTFError) {
    try self.init(region: ByteRegion(bytes), types: types)
  }

  /// Decodes `.BTF.ext` bytes where they lie.
  public init(region: ByteRegion, types: TypeTable) throws(BTFError) {
    let reader = ExtendedInfoReader(region: region, storage: types.storage)
    let length = try BTFHeader.length(region, section: ".BTF.ext", least: 24)
    functions = try reader.records(header: length, field: 8, name: "func_info", least: 8) {
      (at) throws(BTFError) in
      FunctionInfo(slot: try reader.slot(at: at), type: region.word(at: at + 4))
    }
    lines = try reader.records(header: length, field: 16, name: "line_info", least: 16) { (at) throws(BTFError) in
      let place = region.word(at: at + 12)
      return LineInfo(
        slot: try reader.slot(at: at), line: Int(place >> 10), column: Int(place & 0x3ff),
        fileLabel: try reader.label(at: at + 4), textLabel: try reader.label(at: at + 8))
    }
    // The first form of the header (5.0) has no CO-RE relocations.
    guard length >= 32 else {
      relocations = [:]
      return
    }
    relocations = try reader.records(header: length, field: 24, name: "core_relo", least: 16) {
      (at) throws(BTFError) in
      let code = region.word(at: at + 12)
      guard let kind = CORERelocationKind(rawValue: code) else {
        throw BTFError(section: ".BTF.ext", offset: at + 12, message: "unknown kind of CO-RE relocation: \(code)")
      }
      return CORERelocation(
        slot: try reader.slot(at: at), kind: kind, type: region.word(at: at + 4),
        accessLabel: try reader.label(at: at + 8))
    }
  }
}
