public import Placed

/// What a gate measures, as `assay.yml` says.
public struct BenchSettings: Hashable, Sendable {
  /// Whether instructions are counted in a virtual machine.
  public var isExact = false
  /// The kernels to count on; none for the usual one.
  public var kernels: [Located<String>] = []
  /// Whether time is taken on this machine.
  public var isNative = false
  /// Patterns for the programs' names; none for all.
  public var programs: [Located<String>] = []

  /// One of two words, a list of them, or a mapping.
  private enum Mode: String, CaseIterable {
    case exact, native
  }

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard case .mapping = node.content else {
      let modes = node.oneOrMore(&problems) { $0.choice(Mode.self, &$1) } ?? []
      isExact = modes.contains(.exact)
      isNative = modes.contains(.native)
      return
    }
    guard var fields = node.fields(&problems) else { return nil }
    if let exact = fields.take(BenchKey.exact.rawValue) {
      switch exact.content {
      case .scalar("true", isPlain: true): isExact = true
      case .scalar("false", isPlain: true): break
      default:
        kernels = exact.oneOrMore(&problems) { $0.located(&$1) } ?? []
        isExact = !kernels.isEmpty
      }
    }
    isNative = fields.take(BenchKey.native.rawValue)?.boolean(&problems) ?? false
    programs = fields.take(BenchKey.programs.rawValue)?.oneOrMore(&problems) { $0.located(&$1) } ?? []
    fields.finish(&problems)
  }
}
