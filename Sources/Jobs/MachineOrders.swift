/// What the first process of a virtual machine is to do, as it finds it in its initramfs.
public struct MachineOrders: Codable, Hashable, Sendable {
  /// How many jobs there are: frames in files named by `jobPath`.
  public var jobs: Int
  /// Modules to load, in order: paths in the initramfs.
  public var modules: [String]

  /// Orders.
  public init(jobs: Int, modules: [String] = []) {
    self.jobs = jobs
    self.modules = modules
  }

  /// Where the orders are, as JSON.
  public static let path = "/assay/orders.json"

  /// Where a job's frame is.
  public static func jobPath(_ number: Int) -> String { "/assay/job.\(number)" }

  /// The serial line that replies go over; the first one is the console's.
  public static let replyLine = "/dev/ttyS1"
}
