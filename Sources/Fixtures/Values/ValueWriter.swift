import BTF
import Findings
import Placed

/// Writes what a file says of a value into its bytes.
struct ValueWriter {
  /// A pointer into memory that is laid out too, and where in the bytes it stands.
  struct Pointer {
    var offset: Int
    var target: FixtureMemory.Address
  }

  private let types: TypeTable
  private(set) var buffer: ValueBuffer
  /// Where pointers lead; nil where they are numbers.
  private(set) var memory: FixtureMemory?
  /// The pointers that were written, as zeros.
  private(set) var pointers: [Pointer] = []

  init(types: TypeTable, onto bytes: [UInt8], memory: FixtureMemory? = nil) {
    self.types = types
    buffer = ValueBuffer(bytes)
    self.memory = memory
  }

  /// Writes one value; what does not fit is a problem at its place, and the rest is written.
  mutating func write(_ node: PlacedNode, at place: ValuePlace, _ problems: inout PlacedProblems) {
    write(node, at: place, depth: 0, &problems)
  }

  private mutating func write(
    _ node: PlacedNode, at place: ValuePlace, depth: Int, _ problems: inout PlacedProblems
  ) {
    let shape: ValueShape
    do { shape = try ValueShape(place, in: types) } catch { return problems.add(error.message, at: node.span) }
    guard depth < ValueShape.deepest else {
      return problems.add("the value is nested deeper than \(ValueShape.deepest) levels", at: node.span)
    }
    if let hex = HexForm(node, for: shape, in: types) {
      return writeHex(hex, at: place, shape, &problems)
    }
    switch shape {
    case .scalar(let scalar): write(node, scalar, &problems)
    case .array(let array): write(node, array, depth: depth, &problems)
    case .record(let record): write(node, record, depth: depth, &problems)
    }
  }

  private mutating func write(_ node: PlacedNode, _ scalar: ScalarShape, _ problems: inout PlacedProblems) {
    if scalar.width == 64, scalar.bitOffset % 8 == 0 {
      switch memory?.form(of: node, &problems) {
      case .broken: return
      case .address(let target):
        pointers.append(Pointer(offset: scalar.bitOffset / 8, target: target))
        return report(buffer.put(0, at: scalar.bitOffset, width: scalar.width), scalar.declaration, node, &problems)
      case .other, nil: break
      }
    }
    guard let literal = ScalarShape.literal(node, scalar, &problems) else { return }
    report(
      buffer.put(literal.bits(width: scalar.width), at: scalar.bitOffset, width: scalar.width), scalar.declaration,
      node, &problems)
  }

  private mutating func write(
    _ node: PlacedNode, _ array: ValueShape.ArrayValue, depth: Int, _ problems: inout PlacedProblems
  ) {
    switch node.content {
    case .sequence(let nodes):
      guard nodes.count <= array.count else {
        return problems.add(
          "\(array.declaration) has \(array.count) elements; there are \(nodes.count) here", at: node.span)
      }
      for (index, element) in nodes.enumerated() {
        write(element, at: array.place(of: index), depth: depth + 1, &problems)
      }
    case .mapping(let entries):
      for entry in entries {
        guard let index = ArrayIndex.read(entry.key, in: array, &problems) else { continue }
        write(entry.value, at: array.place(of: index), depth: depth + 1, &problems)
      }
    case .scalar(let text, let isPlain):
      guard let bytes = ByteText.bytes(text, isPlain: isPlain, array) else {
        return problems.add(
          "expected \(ByteText.expected(array)) for \(array.declaration), found \(node.found)", at: node.span)
      }
      guard bytes.count <= array.count else {
        return problems.add("\(bytes.count) bytes of text do not fit \(array.declaration)", at: node.span)
      }
      // Text ends in zeros, whatever else the value is filled with.
      let whole = bytes + [UInt8](repeating: 0, count: array.count - bytes.count)
      report(buffer.put(whole, atByte: array.bitOffset / 8), array.declaration, node, &problems)
    }
  }

  private mutating func write(
    _ node: PlacedNode, _ record: ValueShape.RecordValue, depth: Int, _ problems: inout PlacedProblems
  ) {
    switch node.content {
    case .mapping(let entries):
      for entry in entries {
        guard let place = MemberStep.place(entry.key, in: record, types, &problems) else { continue }
        write(entry.value, at: place, depth: depth + 1, &problems)
      }
    case .scalar(let text, _):
      guard let bytes = AddressText.bytes(text.trimmed, count: record.size) else {
        let address = [4: " or an IPv4 address", 6: " or a hardware address", 16: " or an IPv6 address"][record.size]
        return problems.add(
          "expected fields of \(record.declaration)\(address ?? ""), found \(node.found)", at: node.span)
      }
      report(buffer.put(bytes, atByte: record.bitOffset / 8), record.declaration, node, &problems)
    case .sequence:
      problems.add("expected fields of \(record.declaration), found \(node.found)", at: node.span)
    }
  }

  private mutating func writeHex(
    _ hex: HexForm, at place: ValuePlace, _ shape: ValueShape, _ problems: inout PlacedProblems
  ) {
    guard let bytes = hex.bytes(for: shape, &problems) else { return }
    report(
      buffer.put(bytes, atByte: place.bitOffset / 8), types.declaration(of: place.type), hex.node, &problems)
  }

  private func report(
    _ outcome: ValueBuffer.Outcome, _ declaration: String, _ node: PlacedNode, _ problems: inout PlacedProblems
  ) {
    switch outcome {
    case .done: break
    case .overlaps:
      problems.add(
        "another value stands in the same bytes already", at: node.span, hint: "name one member of a union only")
    case .outside:
      problems.add("\(declaration) lies outside of the value: its types contradict themselves", at: node.span)
    }
  }
}

extension ScalarShape {
  /// A node as a value of the type.
  static func literal(
    _ node: PlacedNode, _ scalar: ScalarShape, _ problems: inout PlacedProblems
  ) -> ScalarLiteral? {
    guard case .scalar(let text, let isPlain) = node.content, !(text.isEmpty && isPlain) else {
      problems.add("expected \(scalar.expected) for \(scalar.declaration), found \(node.found)", at: node.span)
      return nil
    }
    do { return try scalar.literal(text, isPlain: isPlain) } catch {
      problems.add(error.message, at: node.span, hint: error.hint)
      return nil
    }
  }
}
