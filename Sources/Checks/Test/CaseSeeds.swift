import Placed

/// Gives each `random: any` of a case a seed of its own, made from the run's: the same for the same seed and name, whatever
/// other cases there are, and in whatever order they are run.
struct CaseSeeds {
  /// What stands in a test file for a seed that the run chooses.
  private static let placeholder = "any"

  /// How many were given.
  private(set) var count = 0
  private let base: UInt64

  /// The seeds of a case.
  init(seed: UInt64, name: String) {
    base = Self.mixed(name.utf8, Self.mixed(Self.bytes(seed), 0xcbf2_9ce4_8422_2325))
  }

  /// The packet with numbers for what is left to the run.
  mutating func filled(_ node: PlacedNode) -> PlacedNode {
    var filled = node
    switch node.content {
    case .scalar: break
    case .sequence(let nodes): filled.content = .sequence(nodes.map { self.filled($0) })
    case .mapping(let entries):
      filled.content = .mapping(
        entries.map { entry in
          if entry.key.value == "random", case .scalar(Self.placeholder, isPlain: true) = entry.value.content {
            count += 1
            let seed = Self.mixed(Self.bytes(UInt64(count)), base)
            let value = PlacedNode(content: .scalar(String(seed), isPlain: true), span: entry.value.span)
            return PlacedNode.Entry(key: entry.key, value: value)
          }
          return PlacedNode.Entry(key: entry.key, value: self.filled(entry.value))
        })
    }
    return filled
  }

  private static func bytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// FNV-1a: what a seed becomes must not change from run to run, as the standard library's hashes do.
  private static func mixed(_ bytes: some Sequence<UInt8>, _ start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
