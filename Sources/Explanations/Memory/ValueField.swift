import BPFObject
import BTF
import VerifierLog

/// The member of a map value's or global variable's struct that a pointer leads to, as the object's types have it.
struct ValueField {
  /// The struct's name.
  var structure: String
  /// The member's name.
  var name: String
  /// The member's offset in its struct.
  var start: Int

  /// The member at a pointer's constant offset; nil where there is none with a name, or without the object.
  init?(at pointer: RegisterState, plus offset: Int, of rejection: Rejection) {
    guard pointer.kind == .mapValue, !pointer.hasVariableOffset, let types = rejection.object?.types,
      let base = Int(exactly: pointer.offset), case let sum = base.addingReportingOverflow(offset), !sum.overflow
    else { return nil }
    var place = sum.partialValue
    var type: TypeID?
    if let variable = rejection.globalVariable(at: pointer, plus: offset) {
      place -= variable.offset
      type = variable.type
    } else if let map = pointer.map {
      type = rejection.object?.map(named: map)?.valueType
    }
    guard var id = type else { return nil }
    for _ in 0..<8 {
      guard let resolved = try? types.resolved(id) else { return nil }
      if resolved.kind == .array, let array = resolved.array, let size = try? types.size(of: array.element), size > 0 {
        (id, place) = (array.element, place % size)
        continue
      }
      guard resolved.kind == .struct, !resolved.isAnonymous,
        let member = resolved.members.last(where: { $0.bitOffset / 8 <= place })
      else { return nil }
      structure = resolved.name
      name = member.name
      start = member.bitOffset / 8
      if let inner = try? types.resolved(member.type), inner.kind == .struct, !inner.isAnonymous {
        (id, place) = (inner.id, place - start)
        continue
      }
      if name.isEmpty { return nil }
      return
    }
    return nil
  }
}
