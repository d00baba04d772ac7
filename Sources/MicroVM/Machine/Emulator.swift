import Foundation
import Jobs
import Project
import SystemPackage
public import Workers

/// QEMU, and how a machine is started with it. A machine has a processor, memory and two serial lines: no disk, no
/// network, no folder of the host.
public struct Emulator: Sendable {
  /// QEMU's executable.
  let path: String
  /// The worker, which guards QEMU outside and is `/init` inside.
  let worker: WorkerLocation
  /// The process's environment, where tools are looked for.
  let environment: [String: String]
  /// Where booted machines are kept; nil to boot each time.
  let snapshots: SnapshotFolder?
  /// Where it is kept that KVM does not work on this machine.
  private let noteworthy: String
  /// The device of KVM.
  private let kvm: String

  /// The QEMU along `PATH`.
  /// - Parameter store: its directory keeps booted machines, and what was found out about KVM.
  public init(worker: WorkerLocation, store: KernelStore, environment: [String: String]) throws(ImageError) {
    try self.init(
      worker: worker, store: store, environment: environment, kvm: "/dev/kvm", snapshots: SnapshotFolder(of: store))
  }

  init(
    worker: WorkerLocation, store: KernelStore, environment: [String: String], kvm: String, snapshots: SnapshotFolder?
  ) throws(ImageError) {
    let name = "qemu-system-\(Self.machine)"
    guard let tool = SystemTool(name, environment: environment) else {
      throw ImageError(
        "no \(name) in PATH, which runs other kernels",
        advice: "apt-get install \(Self.machine == "x86_64" ? "qemu-system-x86" : "qemu-system-arm").")
    }
    path = tool.path
    self.worker = worker
    self.environment = environment
    self.kvm = kvm
    self.snapshots = snapshots
    noteworthy = LocalFile.join(store.directory, ".kvm")
  }

  /// This machine, as `uname -m` prints it.
  static var machine: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }

  /// What to try first: KVM where its device can be opened and no earlier boot with it has failed since this machine
  /// came up. That the device is there says nothing: only a boot does.
  func preferred() -> VirtualKind {
    guard FileManager.default.isWritableFile(atPath: kvm), Self.bootIdentity != failedBoot else {
      return .emulated
    }
    return .kvm
  }

  /// Keeps in mind that a boot with KVM failed. Without a place to keep it, the next run finds out again.
  func noteFailure() {
    guard let boot = Self.bootIdentity else { return }
    try? LocalFile.makeDirectory(LocalFile.parent(of: noteworthy))
    try? LocalFile.write(Array(boot.utf8), to: noteworthy)
  }

  private var failedBoot: String? {
    (try? LocalFile.read(noteworthy, limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Which boot of this machine it is.
  private static var bootIdentity: String? {
    (try? LocalFile.read("/proc/sys/kernel/random/boot_id", limit: 4096)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The arguments of `assay-worker` that start a machine. Its console goes to standard error, its replies to standard
  /// output.
  func arguments(_ plan: MachinePlan) -> [String] {
    let board = Self.machine == "aarch64" ? ["-machine", "virt"] : []
    var arguments = ["guard", "--", path, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"]
    arguments += board + plan.pace.arguments
    arguments += [
      "-accel", plan.kind == .kvm ? "kvm" : plan.pace.accelerator, "-cpu", Self.processor(plan), "-smp", "1",
      "-m", "\(plan.memory >> 20)M", "-kernel", plan.kernel, "-append", Self.commandLine(plan.pace),
      "-chardev", "file,id=console,path=/dev/fd/2", "-serial", "chardev:console",
      "-chardev", "file,id=replies,path=/dev/fd/1",
    ]
    arguments +=
      plan.hasPort
      ? ["-device", "virtio-serial-pci", "-device", "virtserialport,chardev=replies"] : ["-serial", "chardev:replies"]
    if let initramfs = plan.initramfs { arguments += ["-initrd", initramfs] }
    if let orders = plan.orders { arguments += ["-fw_cfg", "name=\(MachineOrders.offer),file=\(orders)"] }
    // It waits until the stub's other end lets it begin.
    if let stepper = plan.stepper { arguments += ["-gdb", "unix:\(stepper)", "-S"] }
    switch plan.life {
    case .boots: break
    case .isKept(_, let monitor):
      arguments += ["-chardev", "pipe,id=monitor,path=\(monitor)", "-mon", "chardev=monitor,mode=readline"]
    case .goesOn: arguments += ["-incoming", "exec:cat <\"$\(Self.snapshotVariable)\""]
    }
    return arguments
  }

  /// What is counted is counted on all that QEMU emulates.
  private static func processor(_ plan: MachinePlan) -> String {
    switch (plan.kind, plan.pace) {
    case (.kvm, _): "host"
    case (.emulated, .counted): countedProcessor
    case (.emulated, .usual): emulatedProcessor
    }
  }

  /// All that QEMU emulates.
  private static let countedProcessor = "max"

  /// All that QEMU emulates, but for fast moves of strings: they are emulated byte by byte, what kernels do without them
  /// word by word.
  private static let emulatedProcessor = "max,-erms,-fsrm"

  /// The variable that QEMU's environment names a snapshot's file by: a shell opens it.
  static let snapshotVariable = "ASSAY_SNAPSHOT"

  /// What makes QEMU's monitor write the machine to its file, say how that went, and end it.
  static let keeping = #"""
    migrate_set_parameter max-bandwidth 100G
    migrate "exec:cat >\"$\#(snapshotVariable)\""
    info migrate
    quit

    """#

  /// What that gives when the file is whole.
  static let kept = "Migration status: completed"

  /// What figures of a machine that counts with this kernel depend on.
  func identity(of image: KernelImage) async -> MachineIdentity {
    var identity = MachineIdentity(
      image: image.sha256, emulator: nil, processor: Self.countedProcessor, commandLine: Self.commandLine(.counted))
    let output = try? await SystemTool(path: path).run(["--version"]).output
    identity.emulator = output.flatMap {
      String(decoding: $0, as: UTF8.self).split(separator: "\n").first.map(String.init)
    }
    return identity
  }

  /// What a machine's snapshot depends on: nil where one of the files is not there.
  /// - Parameter port: the image's `portModules`.
  func snapshotKey(_ image: KernelImage, memory: UInt64, port: [String]?) -> String? {
    var key = ContentHasher()
    key.add(Self.commandLine(.usual))
    key.add(Self.emulatedProcessor)
    key.add(image.sha256)
    key.add(memory)
    for module in port ?? ["no port"] { key.add(module) }
    for path in [path, worker.path.string] + [image.configurationPath, image.modules].compactMap(\.self) {
      guard let stamp = try? FileStamp(of: path) else { return nil }
      key.add(path)
      for number in [stamp.device, stamp.inode, stamp.size, UInt64(bitPattern: stamp.changed)] { key.add(number) }
    }
    return SnapshotFolder.prefix(image.sha256) + key.finish()
  }

  /// The kernel's command line. Whatever goes wrong ends the machine (`panic`, `oops`); a busy host's late timer does
  /// not (`no_timer_check`); BPF is the one security module; grace periods do not wait (`rcu_expedited`), and addresses
  /// are the same in each boot. Indirect calls are no detours (`spectre_v2`): processors of today need none either, and
  /// each costs an emulated one a search. The kernel's ciphers do not try themselves (crypto/testmgr.c), which is half of
  /// what a boot takes; it does without a source of random numbers that tests itself, and without the keys by which it
  /// would check each module, whose signatures then say nothing (kernel/module/signing.c).
  private static func commandLine(_ pace: MachinePace) -> String {
    let words =
      [
        "console=ttyS0", "quiet", "panic=-1", "oops=panic", "no_timer_check", "nokaslr", "lsm=bpf", "8250.nr_uarts=2",
        "rcupdate.rcu_expedited=1", "spectre_v2=off", "cryptomgr.notests",
      ] + pace.commandLine + ["initcall_blacklist=load_system_certificate_list,jent_mod_init", "--", "machine"]
    return words.joined(separator: " ")
  }
}
