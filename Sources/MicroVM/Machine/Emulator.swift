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
  /// Where it is kept that KVM does not work on this machine.
  private let noteworthy: String
  /// The device of KVM.
  private let kvm: String

  /// The QEMU along `PATH`.
  /// - Parameter store: its directory keeps what was found out about KVM.
  public init(worker: WorkerLocation, store: KernelStore, environment: [String: String]) throws(ImageError) {
    try self.init(worker: worker, store: store, environment: environment, kvm: "/dev/kvm")
  }

  init(
    worker: WorkerLocation, store: KernelStore, environment: [String: String], kvm: String
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
  func arguments(
    kernel: String, initramfs: String, memory: UInt64, kind: VirtualKind, pace: MachinePace
  ) -> [String] {
    let processor = kind == .kvm ? "host" : "max"
    let board = Self.machine == "aarch64" ? ["-machine", "virt"] : []
    return ["guard", "--", path, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"] + board
      + pace.arguments + [
        "-accel", kind == .kvm ? "kvm" : pace.accelerator, "-cpu", processor, "-smp", "1", "-m", "\(memory >> 20)M",
        "-kernel", kernel, "-initrd", initramfs, "-append", Self.commandLine(pace),
        "-chardev", "file,id=console,path=/dev/fd/2", "-serial", "chardev:console",
        "-chardev", "file,id=replies,path=/dev/fd/1", "-serial", "chardev:replies",
      ]
  }

  /// The kernel's command line. Whatever goes wrong ends the machine (`panic`, `oops`); a busy host's late timer does
  /// not (`no_timer_check`); BPF is the one security module; grace periods do not wait (`rcu_expedited`), and addresses
  /// are the same in each boot.
  private static func commandLine(_ pace: MachinePace) -> String {
    let words =
      [
        "console=ttyS0", "quiet", "panic=-1", "oops=panic", "no_timer_check", "nokaslr", "lsm=bpf", "8250.nr_uarts=2",
        "rcupdate.rcu_expedited=1",
      ] + pace.commandLine + ["--", "machine"]
    return words.joined(separator: " ")
  }
}
