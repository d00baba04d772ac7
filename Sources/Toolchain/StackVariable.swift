/// A variable that stands on the stack, as the debug information has it.
public struct StackVariable: Hashable, Sendable {
  /// The function that is compiled, into which others may be inlined.
  public var function: String
  /// The variable.
  public var name: String
  /// Its bytes.
  public var size: Int

  /// A variable.
  public init(function: String, name: String, size: Int) {
    self.function = function
    self.name = name
    self.size = size
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
    let places = Dictionary(
      entries.enumerated().map { ($1.offset, $0) }, uniquingKeysWith: { first, _ in first })
    var functions: [(depth: Int, name: String)] = []
    var found: [StackVariable] = []
    for entry in entries {
      while let last = functions.last, last.depth >= entry.depth { functions.removeLast() }
      if entry.tag == "DW_TAG_subprogram" {
        functions.append((entry.depth, entry.name ?? ""))
      } else if entry.tag == "DW_TAG_variable", entry.isOnStack, let function = functions.first {
        // One that was inlined has name and type where its function stands.
        let origin = entry.origin.flatMap { places[$0] }.map { entries[$0] }
        guard let name = entry.name ?? origin?.name, let type = entry.type ?? origin?.type,
          let size = size(of: type, entries, places)
        else { continue }
        found.append(StackVariable(function: function.name, name: name, size: size))
      }
    }
    return found
  }

  private struct Entry {
    var offset: Substring
    var depth: Int
    var tag: Substring
    var name: String?
    var type: Substring?
    var size: Int?
    var count: Int?
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
      guard !entries.isEmpty else { continue }
      // One of a list of places, by the instructions for which they hold.
      if let place = line.firstRange(of: "): "), line.contains("[0x") {
        if isOnStack(line[place.upperBound...]) { entries[entries.count - 1].isOnStack = true }
        continue
      }
      guard let open = line.firstIndex(of: "(") else { continue }
      let value = line[line.index(after: open)...]
      let last = entries.count - 1
      switch line[..<open].filter({ !$0.isWhitespace }) {
      case "DW_AT_name": entries[last].name = quoted(value)
      case "DW_AT_type": entries[last].type = reference(value)
      case "DW_AT_byte_size": entries[last].size = number(value)
      case "DW_AT_count": entries[last].count = number(value)
      case "DW_AT_abstract_origin":
        entries[last].origin = reference(value)
        if entries[last].tag == "DW_TAG_subprogram" { entries[last].name = quoted(value) }
      case "DW_AT_location": entries[last].isOnStack = isOnStack(value)
      default: break
      }
    }
    return entries
  }

  /// The bytes of the type that stands at an offset; nil for one that says nothing of them.
  private static func size(of type: Substring, _ entries: [Entry], _ places: [Substring: Int]) -> Int? {
    var type = type
    var count = 1
    // Types name each other; a ring of them has no size.
    for _ in 0..<32 {
      guard let place = places[type] else { return nil }
      let entry = entries[place]
      if entry.tag == "DW_TAG_pointer_type" { return 8 * count }
      if entry.tag == "DW_TAG_array_type" {
        for dimension in entries[(place + 1)...].prefix(while: { $0.depth > entry.depth }) {
          let (product, overflow) = count.multipliedReportingOverflow(by: dimension.count ?? 1)
          guard !overflow else { return nil }
          count = product
        }
      } else if let size = entry.size {
        let (product, overflow) = size.multipliedReportingOverflow(by: count)
        return overflow ? nil : product
      }
      guard let next = entry.type else { return nil }
      type = next
    }
    return nil
  }

  /// Whether a place, or a piece of it, is in the frame, and not only an address that is computed from it.
  private static func isOnStack(_ place: Substring) -> Bool {
    let steps = place.split(separator: ", ")
    return steps.indices.contains { index in
      (steps[index].hasPrefix("DW_OP_fbreg") || steps[index].hasPrefix("DW_OP_breg10"))
        && !(index + 1 < steps.count && steps[index + 1].hasPrefix("DW_OP_stack_value"))
    }
  }

  private static func reference(_ value: Substring) -> Substring { value.prefix { $0 != " " && $0 != ")" } }

  private static func number(_ value: Substring) -> Int? {
    let digits = reference(value)
    return digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
  }

  private static func quoted(_ value: Substring) -> String? {
    let parts = value.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count >= 3 ? String(parts[1]) : nil
  }
}
