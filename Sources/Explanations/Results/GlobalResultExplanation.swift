import Analysis
import BPFObject
import BTF
import Findings
import VerifierLog

/// A global function that returns no plain number.
public enum GlobalResultExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1403", title: "a global function returns no plain number",
    why: """
      A global function (one that is not static) is verified by itself, for any arguments of its types, and its callers \
      take its result for any number. So it may not return a pointer; what kind it would be, its callers could not know.
      """,
    fix: "make the function static, or return a number and pass the pointer another way",
    causes: [
      "A function that returns a map value or a pointer to the packet is not static.",
      "An old compiler, or __noinline without static, keeps a helper function as a global one.",
    ],
    repair: .init(
      before: "__noinline struct state *find(__u32 key) { return bpf_map_lookup_elem(&states, &key); }",
      after: "static struct state *find(__u32 key) { return bpf_map_lookup_elem(&states, &key); }"),
    seeAlso: ["A1404", "A1405"],
    examples: [
      .init(
        "5.9 and later", ["At subprogram exit the register R0 is not a scalar value (ctx)"],
        summary: "a global function returns a pointer (ctx), which is no plain number"),
      .init(
        "6.12 and later", ["At subprogram exit the register R0 is not a scalar value (map_value_or_null)"],
        summary: "a global function returns a pointer (map_value_or_null), which is no plain number"),
      .init(
        "5.6 to 7.0", ["Global function note() doesn't return scalar. Only those are supported."],
        summary: "the global function note returns no plain number"),
      .init(
        "7.1 and later", ["Global function note() return value not void or scalar. Only those are supported."],
        summary: "the global function note returns no plain number"),
    ])

  private static let format = MessageFormat("At subprogram exit the register %r is not a scalar value (%w)")

  private static let call = MessageFormat("Caller passes invalid args into func#%d ('%w')")

  private static let declared = [
    MessageFormat("Global function %w() doesn't return scalar."),
    MessageFormat("Global function %w() return value not void or scalar."),
  ]

  /// The last `return` of a function.
  private static func returnLine(of name: String, _ label: String, _ rejection: Rejection) -> LabelledSpan? {
    for outline in rejection.sources.sorted(by: { $0.key < $1.key }).map(\.value) {
      guard let function = outline.declaration(named: name), function.kind == .function,
        let line = outline.returnLine(before: function.lines.upperBound)
      else { continue }
      return outline.span(ofLine: line, label, at: "return")
    }
    return nil
  }

  /// The program's first call of a function.
  private static func callLine(of name: String, _ rejection: Rejection) -> LabelledSpan? {
    guard let program = rejection.program else { return nil }
    for reference in program.references {
      guard case .function(let index) = reference.target, program.subprograms.indices.contains(index),
        program.subprograms[index].name == name
      else { continue }
      return rejection.span(ofSlot: reference.slot, "called here")
    }
    return nil
  }

  /// What a function returns, in words, where that is no number; nil where it is one or is not known.
  private static func resultType(of function: String, _ rejection: Rejection) -> String? {
    guard let types = rejection.object?.types,
      let type = rejection.program?.subprograms.first(where: { $0.name == function })?.type,
      let target = try? types.prototype(of: type)?.target, let result = try? types.resolved(target)
    else { return nil }
    switch result.kind {
    case .ptr: return "a pointer"
    case .void: return "nothing"
    case .struct, .union: return "a struct"
    default: return nil
    }
  }

  /// A pointer from a global function.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      // Beside other messages it is an argument that does not fit.
      if rejection.messages.count == 1, let name = call.match(message)?[1],
        let result = resultType(of: String(name), rejection)
      {
        var told = explained("the global function \(name) returns \(result), which is no plain number")
        // Older kernels come to the function itself, and refuse its return.
        told.primary = returnLine(of: String(name), "returns \(result)", rejection)
        told.related = rejection.failingStep.map { [rejection.span($0, "called here")] } ?? []
        told.fixPlace = rejection.declaration(String(name), "this function is not static")
        return told
      }
      guard let type = format.match(message)?[1] else { continue }
      let name = rejection.digest.globalFunction ?? (rejection.trace.steps.isEmpty ? nil : rejection.failingFunction)
      let function = name.map { "the global function \($0)" } ?? "a global function"
      var told = explained("\(function) returns a pointer (\(type)), which is no plain number")
      told.register = 0
      told.primary = rejection.returnSpan("returns a pointer here")
      told.fixPlace = name.flatMap { rejection.declaration($0, "this function is not static") }
      return told
    }
    // Also said of functions that are not global: it counts only where nothing else is said.
    guard let name = rejection.first(of: declared)?[0] else { return nil }
    var told = explained("the global function \(name) returns no plain number")
    told.isGeneral = true
    // Kernels up to 6.1 refuse the declaration and print no path.
    if rejection.failingStep == nil {
      told.primary = returnLine(of: String(name), "returns no plain number", rejection)
      told.related = callLine(of: String(name), rejection).map { [$0] }
    }
    told.fixPlace = rejection.declaration(String(name), "returns no plain number and is not static")
    return told
  }
}
