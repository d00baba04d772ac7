/// What the first process of a virtual machine is to do. The machine is offered it as one run of bytes: their number
/// (u32, little-endian), the orders as JSON, the bytes of each module, the frame of each job.
public struct MachineOrders: Codable, Hashable, Sendable {
  /// A module of the kernel.
  public struct Module: Codable, Hashable, Sendable {
    /// Its file's name.
    public var name: String
    /// The bytes of its file.
    public var bytes: Int

    /// A module.
    public init(name: String, bytes: Int) {
      self.name = name
      self.bytes = bytes
    }
  }
  /// A job.
  public struct Work: Codable, Hashable, Sendable {
    /// The bytes of its frame.
    public var bytes: Int
    /// Whether it takes a process that does nothing else: it changes what the process is.
    public var isAlone: Bool

    /// A job.
    public init(bytes: Int, isAlone: Bool) {
      self.bytes = bytes
      self.isAlone = isAlone
    }
  }
  /// Modules to load, in order.
  public var modules: [Module]
  /// Jobs to do, in order.
  public var jobs: [Work]

  /// Orders.
  public init(modules: [Module], jobs: [Work]) {
    self.modules = modules
    self.jobs = jobs
  }

  /// The name under which QEMU offers them.
  public static let offer = "opt/assay/orders"

  /// The most bytes of the JSON: so much for each of a hundred thousand jobs.
  public static let mostBytes = 16 << 20

  /// The lines that replies may go over, the best first: a port of a virtio console, 5 ns a byte for an emulated machine,
  /// and the second serial line, 1.3 us a byte; the first one is the console's.
  public static let replyLines = ["/dev/vport0p1", "/dev/ttyS1"]

  /// The directory of the modules that the best line needs, below the root: named 0, 1 and so on as they are to be loaded.
  public static let moduleDirectory = "modules"
}
