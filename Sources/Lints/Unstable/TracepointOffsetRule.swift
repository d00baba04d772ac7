public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A tracepoint's record read where a kernel has no such field.
public enum TracepointOffsetRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2603", name: "tracepoint-offset", group: .unstable, severity: .warning,
    title: "a tracepoint's record is read at an offset where a kernel has no such field",
    why: """
      Fields of a tracepoint move, grow and go with releases: an offset from one kernel's format file reads a piece of \
      another field on the next one, or padding. What lies past the record's end is refused when the program is attached. \
      struct trace_event_raw_NAME of vmlinux.h, read as it is declared there, is adjusted by the loader.
      """,
    fix: "take struct trace_event_raw_NAME from vmlinux.h as the context, and read its fields by their names",
    seeAlso: ["A2602", "A2117"])

  /// Each such read of a program that no relocation adjusts, by the types of the kernels that are at hand.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      guard let match = program.program.match, match.programType == .tracepoint,
        let event = match.target?.split(separator: "/").last
      else { return [] }
      let layouts = subject.targets.compactMap { target in
        target.types.flatMap { Layout(of: String(event), in: $0) }.map { (target.name, $0) }
      }
      guard !layouts.isEmpty else { return [] }
      let relocated = Set(program.program.coreRelocations.map(\.slot))
      var told: Set<Int> = []
      return program.findings { instruction, state in
        let slot = instruction.slot
        guard !relocated.contains(slot),
          case .load(let size, _, _, let base, let offset) = instruction.kind,
          state[base].base == .context
        else { return nil }
        let first = Int(clamping: state[base].offset &+ Int64(offset))
        let lacking = layouts.filter { !$0.1.holds(first..<first + size.bytes) }
        guard let layout = lacking.first?.1, told.insert(first).inserted else { return nil }
        return finding(
          "\(size.bytes) bytes at offset \(first) are no field of \(event) in "
            + lacking.map(\.0).joined(separator: ", "),
          in: program, slot: slot, label: layout.words(at: first),
          claim: .inferred(because: "the kernel's BTF has the record's layout"))
      }
    }
  }

  /// Where the fields of a tracepoint's record are.
  private struct Layout {
    private var fields: [(name: String, bytes: Range<Int>)] = []
    private var size = 0
    /// Strings and arrays follow behind the fields.
    private var hasTail = false

    /// Nil for an event without a struct of its name: those that share a class have the class's.
    init?(of event: String, in types: TypeTable) {
      guard let record = types.type(named: "trace_event_raw_\(event)", kind: .struct),
        let whole = try? types.size(of: record.id)
      else { return nil }
      for member in record.members {
        guard member.bitOffset.isMultiple(of: 8), member.bitFieldSize == nil,
          let bytes = try? types.size(of: member.type)
        else { return nil }
        let start = member.bitOffset / 8
        if member.name.hasPrefix("__data_loc_") || member.name.hasPrefix("__rel_loc_") { hasTail = true }
        if member.name != "__data" { fields.append((member.name, start..<start + bytes)) }
      }
      size = whole
    }

    /// Whether bytes lie within one field.
    func holds(_ bytes: Range<Int>) -> Bool {
      if hasTail, bytes.lowerBound >= size { return true }
      return fields.contains { $0.bytes.lowerBound <= bytes.lowerBound && bytes.upperBound <= $0.bytes.upperBound }
    }

    /// What is there instead.
    func words(at offset: Int) -> String {
      if offset >= size { return "the record has \(size) bytes" }
      guard let field = fields.first(where: { $0.bytes.contains(offset) }) else { return "padding, in this kernel" }
      return "\(field.name) has bytes \(field.bytes.lowerBound) to \(field.bytes.upperBound - 1)"
    }
  }
}
