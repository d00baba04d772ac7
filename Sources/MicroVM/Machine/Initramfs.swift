import Jobs

/// What a machine boots into: the worker as `/init`. Its jobs come later.
enum Initramfs {
  /// The bytes of a machine's initramfs.
  /// - Parameters:
  ///   - worker: the worker's executable.
  ///   - configuration: the kernel's release and its configuration's text, where libbpf looks for it: objects ask for
  ///     values of it (`__kconfig`).
  ///   - modules: what the worker loads before all else, in that order.
  static func bytes(
    worker: [UInt8], configuration: (release: String, text: [UInt8])? = nil, modules: [KernelModule] = []
  ) -> [UInt8] {
    var archive = CpioArchive()
    for directory in ["dev", "proc", "sys", "tmp"] { archive.addDirectory(directory) }
    // The kernel opens it for /init before anything is mounted.
    archive.addDevice("dev/console", major: 5, minor: 1)
    archive.addFile("init", SlimExecutable.slimmed(worker), isExecutable: true)
    if let configuration {
      archive.addDirectory("boot")
      archive.addFile("boot/config-\(configuration.release)", configuration.text)
    }
    if !modules.isEmpty { archive.addDirectory(MachineOrders.moduleDirectory) }
    for (index, module) in modules.enumerated() {
      archive.addFile("\(MachineOrders.moduleDirectory)/\(index)", module.bytes)
    }
    return archive.finished()
  }
}
