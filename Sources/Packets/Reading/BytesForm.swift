import Findings
import Placed

/// Bytes as a test file gives them: text, hex digits, base64, so many of one value, or random ones from a seed.
enum BytesForm {
  /// What plain text stands for.
  enum Scalar {
    /// The text's own bytes.
    case text
    /// Hex digits.
    case hex
  }

  /// The most bytes of a packet. The largest that a kernel takes is 73,152 (XDP in several buffers).
  static let limit = 1 << 20

  /// The bytes; nil after a problem.
  static func bytes(_ node: PlacedNode, _ scalar: Scalar, _ problems: inout PlacedProblems) -> [UInt8]? {
    if let text = node.scalarText {
      switch scalar {
      case .text: return Array(text.utf8)
      case .hex: return node.hexBytes(&problems)
      }
    }
    guard var fields = node.fields(&problems) else { return nil }
    let sources = ["text", "hex", "base64", "random"].compactMap { name in fields.take(name).map { (name, $0) } }
    let size = fields.take("size").map { $0.integer(Int.self, in: 0...limit, &problems) }
    let fill = fields.take("fill").map { $0.integer(UInt8.self, &problems) }
    fields.finish(&problems)
    if case .some(.none) = size { return nil }
    if case .some(.none) = fill { return nil }
    guard sources.count <= 1 else {
      problems.add("the bytes are given twice, as \(sources[0].0) and as \(sources[1].0)", at: sources[1].1.span)
      return nil
    }
    let wanted = size ?? nil
    var bytes: [UInt8] = []
    switch sources.first {
    case ("text", let node)?:
      guard let text = node.scalarText else {
        problems.add("expected text, found \(node.found)", at: node.span)
        return nil
      }
      bytes = Array(text.utf8)
    case ("hex", let node)?:
      guard let read = node.hexBytes(&problems) else { return nil }
      bytes = read
    case ("base64", let node)?:
      guard let read = base64(node, &problems) else { return nil }
      bytes = read
    case ("random", let node)?:
      guard node.scalarText != "any" else {
        problems.add(
          "only what is sent can be left to --seed", at: node.span, hint: "write the seed: {random: 1, size: 64}")
        return nil
      }
      guard let seed = node.integer(UInt64.self, &problems) else { return nil }
      guard let wanted else {
        problems.add("random bytes need a size", at: node.span, hint: "write {random: \(seed), size: 64}")
        return nil
      }
      bytes = random(seed, count: wanted)
    default:
      guard wanted != nil else {
        problems.add(
          "the bytes are not given", at: node.span, hint: "give text, hex, base64, size, or random with size")
        return nil
      }
    }
    guard let wanted else { return bytes }
    guard bytes.count <= wanted else {
      problems.add("there are \(bytes.count) bytes, more than the size \(wanted)", at: node.span)
      return nil
    }
    return bytes + Array(repeating: (fill ?? nil) ?? 0, count: wanted - bytes.count)
  }

  /// The bytes of base64 text.
  static func base64(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    guard let text = node.scalarText, let bytes = Base64Text.bytes(text) else {
      problems.add("expected base64, found \(node.found)", at: node.span)
      return nil
    }
    return bytes
  }

  /// The same bytes for the same seed, for ever: SplitMix64, eight bytes a number, the least significant first.
  static func random(_ seed: UInt64, count: Int) -> [UInt8] {
    var state = seed
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      mixed ^= mixed >> 31
      for shift in stride(from: 0 as UInt64, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: mixed >> shift)) }
    }
    return Array(bytes.prefix(count))
  }
}
