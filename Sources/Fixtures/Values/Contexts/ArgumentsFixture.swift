public import BPFObject
public import BTF
import Findings
import KernelFacts
public import Placed

/// The arguments that a file gives a raw tracepoint's or a struct_ops program: a list of 64-bit numbers, or by the names
/// that the kernel's own types give a tracepoint's: `{preempt: false, prev: 0x1000}`.
public struct ArgumentsFixture: Hashable, Sendable {
  /// The arguments, 8 bytes each.
  public let bytes: [UInt8]

  /// More arguments no tracepoint has, and no test run takes (`MAX_BPF_FUNC_ARGS` in net/bpf/test_run.c).
  public static let most = 12

  /// Reads arguments; nil, and problems, when they do not fit.
  /// - Parameters:
  ///   - target: the tracepoint's name, which the program's section says.
  ///   - kernelTypes: the types of the kernel that they are for; nil when they are not known.
  public init?(
    _ node: PlacedNode, target: String?, object: ObjectFile, kernelTypes: TypeTable? = nil,
    _ problems: inout PlacedProblems
  ) {
    let before = problems.all.count
    let arguments: [UInt64]
    switch node.content {
    case .sequence(let nodes):
      guard nodes.count <= Self.most else {
        problems.add("there are \(nodes.count) arguments; no program takes more than \(Self.most)", at: node.span)
        return nil
      }
      arguments = nodes.compactMap { Self.number($0, &problems) }
    case .mapping(let entries):
      guard let named = Self.named(entries, node, target, [kernelTypes, object.types], &problems) else { return nil }
      arguments = named
    case .scalar:
      problems.add("expected a list of arguments, or arguments by name, found \(node.found)", at: node.span)
      return nil
    }
    guard problems.all.count == before else { return nil }
    bytes = arguments.flatMap { argument in (0..<8).map { UInt8(truncatingIfNeeded: argument >> ($0 * 8)) } }
  }

  /// A register's worth: signed or not, nobody knows.
  private static func number(_ node: PlacedNode, _ problems: inout PlacedProblems) -> UInt64? {
    let isNegative = if case .scalar(let text, _) = node.content { text.trimmed.hasPrefix("-") } else { false }
    let shape = ScalarShape(width: 64, isSigned: isNegative, declaration: "a 64-bit argument")
    return ScalarShape.literal(node, shape, &problems).map { UInt64(truncatingIfNeeded: $0.bits(width: 64)) }
  }

  private static func named(
    _ entries: [PlacedNode.Entry], _ node: PlacedNode, _ target: String?, _ tables: [TypeTable?],
    _ problems: inout PlacedProblems
  ) -> [UInt64]? {
    guard let target, let (types, prototype) = tables.lazy.compactMap({ prototype(target, $0) }).first else {
      problems.add(
        "the names of the arguments of \(target.map { "tracepoint '\($0)'" } ?? "this program") are not known",
        at: node.span, hint: "write a list of 64-bit numbers")
      return nil
    }
    // The first is the kernel's own: the data that the tracepoint was registered with.
    let parameters = Array(prototype.parameters.dropFirst().prefix(most))
    let names = parameters.map(\.name)
    var arguments = [UInt64](repeating: 0, count: parameters.count)
    for entry in entries {
      guard let index = names.firstIndex(of: entry.key.value) else {
        problems.add(
          "tracepoint '\(target)' has no argument '\(entry.key.value.shortened)'", at: entry.key.span,
          hint: NearestName.to(entry.key.value, among: names).map { "did you mean '\($0)'?" }
            ?? "arguments: \(names.joined(separator: ", "))")
        continue
      }
      do {
        guard case .scalar(let shape) = try ValueShape(ValuePlace(type: parameters[index].type), in: types) else {
          problems.add(
            "\(types.declaration(of: parameters[index].type)) is no number or pointer", at: entry.value.span)
          continue
        }
        guard let literal = ScalarShape.literal(entry.value, shape, &problems) else { continue }
        let number = shape.number(literal.bits(width: shape.width), isNetworkOrder: false)
        // A register holds a narrower number as the calling convention leaves it: extended by its sign.
        arguments[index] = UInt64(truncatingIfNeeded: number.bits(width: 64))
      } catch {
        problems.add(error.message, at: entry.value.span)
      }
    }
    return arguments
  }

  /// A tracepoint's prototype with the names of its arguments. `btf_trace_NAME`, by which the kernel finds it, mostly has
  /// none; the functions that go through who listens (include/linux/tracepoint.h, since 5.11) and that call a program
  /// (include/trace/bpf_probe.h) have them.
  static func prototype(_ target: String, _ types: TypeTable?) -> (TypeTable, BTFType)? {
    guard let types else { return nil }
    let candidates = [
      types.type(named: "btf_trace_" + target, kind: .typedef), types.type(named: "__traceiter_" + target, kind: .func),
      types.type(named: "__bpf_trace_" + target, kind: .func),
    ]
    for type in candidates.compactMap(\.self) {
      guard let prototype = try? types.prototype(of: type.id),
        prototype.parameters.dropFirst().allSatisfy({ !$0.name.isEmpty })
      else { continue }
      return (types, prototype)
    }
    return nil
  }
}
