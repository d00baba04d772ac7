public import BPFObject
public import BTF

/// Where the programs belong whose contexts a file lays out.
public struct TracingPlace: Sendable {
  /// The programs' object.
  public var object: ObjectFile
  /// The types of the kernel that the case is for; nil when they are not known.
  public var kernelTypes: TypeTable?
  /// The machine, as `uname -m` names it.
  public var machine: String
  /// The kernel's description of a tracepoint's record, by `CATEGORY/NAME`; nil where there is none.
  public var format: @Sendable (String) -> String?

  /// A place.
  public init(
    object: ObjectFile, kernelTypes: TypeTable?, machine: String, format: @escaping @Sendable (String) -> String?
  ) {
    self.object = object
    self.kernelTypes = kernelTypes
    self.machine = machine
    self.format = format
  }
}
