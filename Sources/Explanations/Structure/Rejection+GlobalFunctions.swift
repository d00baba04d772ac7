import BPFObject
import BTF

extension Rejection {
  /// The name of the program's only global function besides its entry; nil where there is none or several.
  var onlyGlobalFunction: String? {
    guard let program else { return nil }
    let names = program.subprograms.dropFirst().filter(\.isGlobal).map(\.name)
    return names.count == 1 ? names[0] : nil
  }

  /// The first parameter of a global function that cannot be checked by itself, counted from 0, and what it is; nil where
  /// all can, or where the object does not tell.
  func uncheckableParameter(of function: String) -> (index: Int, words: String)? {
    guard let types = object?.types,
      let type = program?.subprograms.first(where: { $0.name == function && $0.isGlobal })?.type,
      let prototype = try? types.prototype(of: type)
    else { return nil }
    for (index, parameter) in prototype.parameters.enumerated() {
      guard let resolved = try? types.resolved(parameter.type) else { continue }
      switch resolved.kind {
      case .struct, .union: return (index, "a \(resolved.kind == .struct ? "struct" : "union") by value")
      case .ptr:
        guard let target = resolved.target, let pointed = try? types.resolved(target) else { continue }
        switch pointed.kind {
        case .void: return (index, "a pointer to void, of which no size is known")
        case .fwd: return (index, "a pointer to \(pointed.name), of which no size is known")
        case .funcProto: return (index, "a pointer to a function")
        default: continue
        }
      default: continue
      }
    }
    return nil
  }
}
