public import Analysis
public import BPFObject
public import Findings
public import Scripts
import BTF
import KernelFacts

/// An object as rules see it: parsed, followed, and with its C text where that can be read. Computed once for all rules.
public struct LintSubject: Sendable {
  /// The object.
  public let object: ObjectFile
  /// Its programs, each with its analysis; those that cannot be linked are left out.
  public let programs: [LintedProgram]
  /// The wanted programs that cannot be linked, which no rule can look into.
  public let unlinked: [Program]
  /// The C files, by the name that the object has for them.
  public let sources: [String: SourceOutline]
  /// The kernels that it is meant for; empty when nobody said.
  public let targets: [LintTarget]
  /// The bpftrace script that the object was compiled from; nil for anything else.
  public let script: Script?
  /// Whether a kernel has translated its code: only `TranslatedRules` are asked then.
  public let isTranslated: Bool

  /// Whether it stands in an executable, which is its loader and may set what the object leaves open.
  var hasLoader: Bool { object.name.contains("!") }

  /// Whether another loader than libbpf takes the object (bpftrace's own, for one): no section has a name that is like
  /// any of libbpf's.
  var isForeign: Bool {
    object.programs.allSatisfy { program in
      program.match == nil && SectionTable.successor(of: program.section) == nil
        && SectionTable.nearest(to: program.section).isEmpty
    }
  }

  /// Whether Rust made it, for aya to load: by the handler that each such program has, by mangled names, or by BTF's
  /// pointers, which only Rust names.
  var isRust: Bool {
    if object.symbols.contains(where: { symbol in
      symbol.name == "rust_begin_unwind" || symbol.name.hasPrefix("_ZN") && symbol.name.hasSuffix("E")
    }) {
      return true
    }
    guard let types = object.types else { return false }
    return types.ownIDs.contains { (try? types.type($0)).map { $0.kind == .ptr && !$0.name.isEmpty } ?? false }
  }

  /// Analyses an object's programs: all, or those that are `wanted`.
  public init(
    _ object: ObjectFile, sources: [String: SourceOutline] = [:], targets: [LintTarget] = [],
    script: Script? = nil, isTranslated: Bool = false, wanted: (String) -> Bool = { _ in true }
  ) {
    self.object = object
    self.sources = sources
    self.targets = targets
    self.script = script
    self.isTranslated = isTranslated
    let asked = object.programs.filter { wanted($0.name) }
    unlinked = asked.filter { $0.problem != nil }
    programs = asked.filter { $0.problem == nil }.map { LintedProgram($0, of: object, sources: sources) }
  }

  /// The declaration of a map, variable, function or struct in the C text; nil without the text.
  public func declaration(_ name: String, _ label: String) -> LabelledSpan? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: name) else { continue }
      return outline.span(ofLine: declaration.nameLine, label, at: name)
    }
    return nil
  }

  /// The line in a map's declaration that sets a field (`type`, `max_entries`, `value` ...), else the line with its name.
  public func mapLine(_ map: String, field: String, _ label: String) -> LabelledSpan? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      guard let declaration = outline.declaration(named: map) else { continue }
      let line = declaration.lines.first { line in
        outline.text(ofLine: line).map { SourceNames.mentions(field, in: $0) } ?? false
      }
      return outline.span(ofLine: line ?? declaration.nameLine, label, at: line == nil ? map : nil)
    }
    return nil
  }

  /// The global variable at an offset of a data section's map; nil where the object tells of none.
  func variable(in map: Int, at offset: Int) -> GlobalVariable? {
    guard object.maps.indices.contains(map), object.maps[map].origin == .data else { return nil }
    return object.variables.first { variable in
      variable.section == object.maps[map].section
        && (variable.offset..<variable.offset + max(variable.size, 1)).contains(offset)
    }
  }

  /// The map that a value is; nil for anything else.
  public func map(_ value: SymbolicValue) -> MapDefinition? {
    guard case .map(let index) = value, object.maps.indices.contains(index) else { return nil }
    return object.maps[index]
  }
}
