public import Findings

/// What became of a source.
public struct Compilation: Hashable, Sendable {
  /// The object; nil when clang refused the source.
  public var object: CompiledObject?
  /// clang's errors and warnings.
  public var findings: [Finding]
  /// What did not work and did not matter: a cache that could not be written, an option that an older clang lacks.
  public var notes: [String]
}

/// An object that clang made.
public struct CompiledObject: Hashable, Sendable {
  /// The ELF file.
  public var bytes: [UInt8]
  /// The limit in bytes when a frame is over the kernel's 512 and the source was compiled once more with a larger one:
  /// such an object tells which frame it is and never loads. Nil for an ordinary object.
  public var enlargedStack: Int?
  /// Whether it came from the cache.
  public var cached: Bool
  /// The headers that were read.
  public var headers: [String]
}
