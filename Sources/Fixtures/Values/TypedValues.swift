public import BTF
import Findings
public import Placed

/// Values of BTF types, written by people: `{proto: tcp, port: be 443, source: 10.0.0.9}`.
///
/// Numbers stand in any base and may be negative; hexadecimal digits are the bits of signed types too. Enums take names,
/// also joined by `|`. Arrays take lists, single elements by index (`{3: 1}`), and text where they are bytes; structs and
/// unions take fields by name, those of anonymous members included, also as paths (`limit.max`). Addresses fill 4, 6 or 16
/// bytes as they lie in a packet: `10.0.0.9` is 0a 00 00 09 whatever the type's name is. Other numbers are what the
/// program reads, unless `be 443` or `htons(443)` says that they lie in network order. 64-bit numbers take times
/// (`5ms`, in nanoseconds). `hex: "00 11"` gives the bytes of any type.
public struct TypedValues: Sendable {
  /// The types.
  public let types: TypeTable

  /// Values of a table's types.
  public init(types: TypeTable) { self.types = types }

  /// The bytes of a value as the kernel has it in memory.
  /// - Parameters:
  ///   - fill: what stands in the bytes that the node does not name.
  ///   - padding: what stands in the bytes that belong to no field; `fill` when nil. A value that no program would write
  ///     there shows what is copied without being set.
  /// - Returns: nil when there are problems.
  public func bytes(
    of node: PlacedNode, type: TypeID, fill: UInt8 = 0, padding: UInt8? = nil, _ problems: inout PlacedProblems
  ) -> [UInt8]? {
    var whole: [UInt8]
    do {
      let size = try ValueSize.of(type, in: types)
      whole = [UInt8](repeating: fill, count: size)
      if let padding, padding != fill {
        let mask = try FieldMask.of(type, in: types)
        for index in whole.indices { whole[index] = fill & mask[index] | padding & ~mask[index] }
      }
    } catch {
      problems.add(error.message, at: node.span)
      return nil
    }
    return bytes(of: node, at: ValuePlace(type: type), onto: whole, &problems)
  }

  /// Bytes with a value written over a part of them.
  /// - Parameter place: where the value stands, counted from the first byte.
  /// - Returns: nil when there are problems.
  public func bytes(
    of node: PlacedNode, at place: ValuePlace, onto bytes: [UInt8], _ problems: inout PlacedProblems
  ) -> [UInt8]? {
    let before = problems.all.count
    var writer = ValueWriter(types: types, onto: bytes)
    writer.write(node, at: place, &problems)
    return problems.all.count == before ? writer.buffer.bytes : nil
  }
}
