import BTF
import Placed

/// `hex: "00 11"`: a value of any type by its bytes.
struct HexForm {
  /// The text.
  let node: PlacedNode

  /// Nil when the node is something else: a struct may have a member of that name.
  init?(_ node: PlacedNode, for shape: ValueShape, in types: TypeTable) {
    guard case .mapping(let entries) = node.content, entries.count == 1, entries[0].key.value == "hex" else {
      return nil
    }
    if case .record(let record) = shape, MemberNames.of(record.type, in: types).contains("hex") { return nil }
    self.node = entries[0].value
  }

  /// The bytes, as many as the value has.
  func bytes(for shape: ValueShape, _ problems: inout PlacedProblems) -> [UInt8]? {
    let size: Int
    switch shape {
    case .scalar(let scalar):
      guard scalar.bitOffset % 8 == 0, scalar.width % 8 == 0, !scalar.isBitField else {
        problems.add("a bit field has no bytes of its own", at: node.span)
        return nil
      }
      size = scalar.width / 8
    case .array(let array): size = array.size
    case .record(let record): size = record.size
    }
    guard let bytes = node.hexBytes(&problems) else { return nil }
    guard bytes.count == size else {
      problems.add("expected \(size) bytes, found \(bytes.count)", at: node.span)
      return nil
    }
    return bytes
  }
}
