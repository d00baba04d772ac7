/// A variable that stands on the stack, as the debug information has it.
public struct StackVariable: Hashable, Sendable {
  /// The function that is compiled, into which others may be inlined.
  public var function: String
  /// The variable.
  public var name: String
  /// Its type in C, such as `char[128]`.
  public var type: String

  /// A variable.
  public init(function: String, name: String, type: String) {
    self.function = function
    self.name = name
    self.type = type
  }

  /// The variables of an object's functions that have a place in the frame; none when the tool is not there, or says
  /// nothing that is understood.
  public static func all(in object: [UInt8], tools: LLVMTools, environment: [String: String]) async -> [StackVariable] {
    guard let tool = tools.dwarfdump, let file = TemporaryObject(object) else { return [] }
    defer { file.remove() }
    let run = ToolRun(
      tool: tool, arguments: ["--debug-info", file.path],
      environment: CompilerEnvironment.variables(from: environment))
    guard let outcome = try? await run.run(), outcome.ending == .exited(0) else { return [] }
    return read(String(decoding: outcome.output, as: UTF8.self))
  }

  /// Reads what `llvm-dwarfdump --debug-info` prints.
  static func read(_ text: String) -> [StackVariable] {
    let entries = entries(text)
    let byOffset = Dictionary(entries.map { ($0.offset, $0) }, uniquingKeysWith: { first, _ in first })
    var functions: [(depth: Int, name: String)] = []
    var found: [StackVariable] = []
    for entry in entries {
      while let last = functions.last, last.depth >= entry.depth { functions.removeLast() }
      if entry.tag == "DW_TAG_subprogram" {
        functions.append((entry.depth, entry.name ?? ""))
      } else if entry.tag == "DW_TAG_variable", entry.isOnStack, let function = functions.first {
        // One that was inlined has name and type where its function stands.
        let origin = entry.origin.flatMap { byOffset[$0] }
        guard let name = entry.name ?? origin?.name, let type = entry.type ?? origin?.type else { continue }
        found.append(StackVariable(function: function.name, name: name, type: type))
      }
    }
    return found
  }

  private struct Entry {
    var offset: Substring
    var depth: Int
    var tag: Substring
    var name: String?
    var type: String?
    var origin: Substring?
    var isOnStack = false
  }

  private static func entries(_ text: String) -> [Entry] {
    var entries: [Entry] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("0x"), let colon = line.firstIndex(of: ":") {
        let rest = line[line.index(after: colon)...]
        let tag = rest.drop { $0 == " " }
        entries.append(Entry(offset: line[..<colon], depth: rest.count - tag.count, tag: tag))
        continue
      }
      guard let open = line.firstIndex(of: "("), !entries.isEmpty else { continue }
      let value = line[line.index(after: open)...]
      let last = entries.count - 1
      switch line[..<open].filter({ !$0.isWhitespace }) {
      case "DW_AT_name": entries[last].name = quoted(value)
      case "DW_AT_type": entries[last].type = quoted(value)
      case "DW_AT_abstract_origin":
        entries[last].origin = value.prefix { $0 != " " && $0 != ")" }
        if entries[last].tag == "DW_TAG_subprogram" { entries[last].name = quoted(value) }
      case "DW_AT_location": entries[last].isOnStack = value.hasPrefix("DW_OP_fbreg")
      default: break
      }
    }
    return entries
  }

  private static func quoted(_ value: Substring) -> String? {
    let parts = value.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count >= 3 ? String(parts[1]) : nil
  }
}
