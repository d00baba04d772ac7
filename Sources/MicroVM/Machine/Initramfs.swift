import Foundation
import Jobs

/// What a machine boots into: the worker as `/init`, its orders, the jobs and the modules that they need.
struct Initramfs {
  /// The bytes of a machine's initramfs.
  /// - Parameters:
  ///   - worker: the worker's executable.
  ///   - jobs: the jobs' frames.
  ///   - modules: module files in the order they are to be loaded.
  ///   - configuration: the kernel's release and its configuration's text, where libbpf looks for it: objects ask for
  ///     values of it (`__kconfig`).
  static func bytes(
    worker: [UInt8], jobs: [[UInt8]], modules: [KernelModule], configuration: (release: String, text: [UInt8])? = nil
  ) throws(ImageError) -> [UInt8] {
    var archive = CpioArchive()
    for directory in ["dev", "proc", "sys", "tmp", "assay"] { archive.addDirectory(directory) }
    // The kernel opens it for /init before anything is mounted.
    archive.addDevice("dev/console", major: 5, minor: 1)
    archive.addFile("init", SlimExecutable.slimmed(worker), isExecutable: true)
    if let configuration {
      archive.addDirectory("boot")
      archive.addFile("boot/config-\(configuration.release)", configuration.text)
    }
    var orders = MachineOrders(jobs: jobs.count)
    for module in modules {
      let path = "assay/\(module.fileName)"
      archive.addFile(path, module.bytes)
      orders.modules.append("/" + path)
    }
    do {
      archive.addFile(String(MachineOrders.path.dropFirst()), Array(try CanonicalJSON.encode(orders)))
    } catch {
      throw ImageError("the orders of a machine cannot be written: \(error)")
    }
    for (number, job) in jobs.enumerated() {
      archive.addFile(String(MachineOrders.jobPath(number).dropFirst()), job)
    }
    return archive.finished()
  }
}
