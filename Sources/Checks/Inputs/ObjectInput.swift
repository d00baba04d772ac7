public import BPFObject
public import Findings
public import Scripts

/// An input as an object: read, or compiled.
public struct ObjectInput: Sendable {
  /// The path as named, or as found under a named directory.
  public var path: String
  /// The parsed object.
  public var object: ObjectFile
  /// Its bytes.
  public var bytes: [UInt8]
  /// What the compiler said; empty for an object that was read.
  public var findings: [Finding]
  /// What did not work and did not matter.
  public var notes: [String]
  /// The stack limit in bytes that the source was compiled with because a frame is over the kernel's 512.
  public var enlargedStack: Int?

  /// The bpftrace script that it was compiled from; nil for anything else.
  public var script: Script?

  /// What travels to workers: all that kernels need.
  var loadable: [UInt8] { object.withoutDebugging() }
}
