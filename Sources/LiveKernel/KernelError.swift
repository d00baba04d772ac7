/// An operation on the kernel, or in libbpf on the way to it, that failed.
public struct KernelError: Error, Hashable, Sendable {
  /// What was tried.
  public enum Operation: String, Sendable {
    /// libbpf reads the ELF file and its BTF.
    case openObject = "open the object"
    /// libbpf makes maps, relocates and loads a program.
    case loadProgram = "load the program"
    /// A map is made in place of a template.
    case createMap = "create the map"
    /// A program's figures are read.
    case readInfo = "read the program's information"
    /// Memory for the verifier's log.
    case mapMemory = "map memory for the log"
    /// A map's value is read and written in place.
    case mapValue = "map the value of map"
    /// A type table is read.
    case readTypes = "read the BTF"
    /// Types are written as C.
    case writeTypes = "write the BTF as C"
    /// A network namespace is made.
    case unshareNetwork = "make a network namespace"
  }
  /// What was tried.
  public var operation: Operation
  /// On what: an object's, program's or map's name.
  public var object: String
  /// The error number, positive.
  public var code: Int32
  /// What libbpf printed meanwhile, in order.
  public var lines: [String]

  /// A failed operation.
  public init(_ operation: Operation, _ object: String, code: Int32, lines: [String] = []) {
    self.operation = operation
    self.object = object
    self.code = code
    self.lines = lines
  }

  /// One line: the operation, the object and the error in words.
  public var summary: String { "cannot \(operation.rawValue) \(object): \(ErrorNumber(code).text)" }
}
