import BPFObject
import BTF
import VerifierLog

/// The member of a context's struct at an offset, as the object's own types have it.
struct ContextField {
  /// The struct's name.
  var structure: String
  /// The member's name.
  var name: String
  /// Bytes into the member.
  var offset: Int
  /// The member's size in bytes.
  var size: Int

  /// The member at an offset of what the program's first argument points to; nil where that is no struct with a name, or
  /// has no member there.
  init?(at offset: Int, of rejection: Rejection) {
    guard offset >= 0, let types = rejection.object?.types, let context = Self.structure(rejection),
      let place = Self.member(at: offset, of: context, in: types, depth: 0)
    else { return nil }
    structure = context.name
    (name, self.offset, size) = place
  }

  /// The size of what the program's first argument points to; nil where that is no struct.
  static func size(of rejection: Rejection) -> Int? { structure(rejection)?.declaredSize }

  private static func structure(_ rejection: Rejection) -> BTFType? {
    guard let types = rejection.object?.types, let function = rejection.program?.type,
      let prototype = try? types.prototype(of: function), let first = prototype.parameters.first,
      let pointer = try? types.resolved(first.type), pointer.kind == .ptr, let target = pointer.target,
      let structure = try? types.resolved(target), structure.kind == .struct, !structure.isAnonymous
    else { return nil }
    return structure
  }

  private static func member(
    at offset: Int, of type: BTFType, in types: TypeTable, depth: Int
  ) -> (name: String, offset: Int, size: Int)? {
    guard depth < 4 else { return nil }
    for member in type.members.reversed() where member.bitOffset / 8 <= offset {
      guard let size = try? types.size(of: member.type), offset < member.bitOffset / 8 + size else { continue }
      if member.name.isEmpty, let inner = try? types.resolved(member.type) {
        return Self.member(at: offset - member.bitOffset / 8, of: inner, in: types, depth: depth + 1)
      }
      return (member.name, offset - member.bitOffset / 8, size)
    }
    return nil
  }
}
