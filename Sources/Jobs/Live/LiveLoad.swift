/// A program that was loaded, as it was when it was first seen.
public struct LiveLoad: Codable, Hashable, Sendable {
  /// The kernel's number for it.
  public var id: UInt32
  /// The user who loaded it, by number.
  public var user: UInt32
  /// When it was loaded, in nanoseconds since 1970.
  public var loaded: Int
  /// Instructions as the kernel translated them, in slots of 8 bytes; nil where this process may not know.
  public var instructions: Int?
  /// Bytes of machine code; nil where the JIT is off, or this process may not know.
  public var jitedBytes: Int?
  /// Instructions that the verifier walked; nil before Linux 5.16.
  public var verifiedInstructions: Int?
  /// Who had it, or a link of it, open then.
  public var holders: [LoadedHolder]

  /// A load.
  public init(id: UInt32, user: UInt32, loaded: Int) {
    self.id = id
    self.user = user
    self.loaded = loaded
    holders = []
  }
}
