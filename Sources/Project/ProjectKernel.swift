public import Placed

/// A kernel that the inputs must load on.
public struct ProjectKernel: Hashable, Sendable {
  /// Which: `host`, `debian:6.1`, `debian:6.1=6.1.192-3`, a path relative to the file, or a name given with
  /// `assay kernels add`.
  public var image: Located<String>
  /// The SHA-256 that its image must have, in hexadecimal; nil for any.
  public var sha256: Located<String>?
  /// Whether the exit status is the same whatever it says.
  public var isOptional = false

  /// A name alone, or a mapping.
  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard case .mapping = node.content else {
      guard let name = node.located(&problems) else { return nil }
      image = name
      return
    }
    guard var fields = node.fields(&problems) else { return nil }
    let name = fields.take(KernelKey.image.rawValue)?.located(&problems)
    sha256 = fields.take(KernelKey.sha256.rawValue)?.located(&problems)
    isOptional = fields.take(KernelKey.optional.rawValue)?.boolean(&problems) ?? false
    fields.finish(&problems)
    if let sha256, sha256.value.count != 64 || !sha256.value.utf8.allSatisfy(Self.isHexadecimal) {
      problems.add("sha256 must be 64 hexadecimal digits", at: sha256.span)
    }
    guard let name else {
      problems.add("a kernel needs an image", at: node.span)
      return nil
    }
    image = name
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
