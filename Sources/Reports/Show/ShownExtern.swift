import BPFObject

/// A symbol that an object leaves to the kernel or the loader, as shown.
public struct ShownExtern: Encodable, Sendable {
  /// Its name.
  public let name: String
  /// `kernel function`, `kernel variable`, `kconfig` or `unknown`.
  public let kind: String
  /// Whether the object loads without it.
  public let isWeak: Bool

  init(_ extern: Extern) {
    name = extern.name
    kind =
      switch extern.kind {
      case .kernelFunction: "kernel function"
      case .kernelVariable: "kernel variable"
      case .kconfig: "kconfig"
      case .unknown: "unknown"
      }
    isWeak = extern.isWeak
  }
}
