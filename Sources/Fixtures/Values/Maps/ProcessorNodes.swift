import Findings
import Placed

/// `cpu: {0: V, 3: V}`: values by the numbers of processors.
struct ProcessorNodes {
  private let entries: [PlacedNode.Entry]

  /// Nil when the node is something else: a field may have that name too, but then it is no mapping by numbers.
  init?(_ node: PlacedNode) {
    guard case .mapping(let outer) = node.content, outer.count == 1, outer[0].key.value == "cpu",
      case .mapping(let entries) = outer[0].value.content,
      entries.allSatisfy({ WholeNumber($0.key.value) != nil })
    else { return nil }
    self.entries = entries
  }

  /// The most processors that a kernel can be built for (`NR_CPUS` of x86).
  static let most = 8_192

  /// The nodes by number; numbers that no processor has are problems.
  func nodes(_ problems: inout PlacedProblems) -> [(number: Int, node: PlacedNode)] {
    var nodes: [(number: Int, node: PlacedNode)] = []
    for entry in entries {
      guard let number = Self.number(entry.key, &problems) else { continue }
      guard !nodes.contains(where: { $0.number == number }) else {
        problems.add("processor \(number) stands twice", at: entry.key.span)
        continue
      }
      nodes.append((number, entry.value))
    }
    return nodes.sorted { $0.number < $1.number }
  }

  static func number(_ key: Located<String>, _ problems: inout PlacedProblems) -> Int? {
    guard let number = WholeNumber(key.value), !number.isNegative, number.magnitude < UInt128(most) else {
      problems.add("expected the number of a processor, found '\(key.value.shortened)'", at: key.span)
      return nil
    }
    return Int(number.magnitude)
  }
}
