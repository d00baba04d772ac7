import Foundation
import Jobs
import SystemPackage
import TestSupport
import Testing
import Workers

@testable import MicroVM

/// A machine that says what a test wants: a shell script in QEMU's place. In it `say NAME` writes ready replies.
struct FakeMachine {
  let directory: TemporaryDirectory
  let emulator: Emulator

  static let hello = Hello(
    build: BuildIdentity.current, kernelRelease: "6.1.0", machine: "x86_64", libbpf: "1.4", networkNamespace: nil)

  /// A machine with that script. `boot` in it is the number of the boot, from 1; `kvm` is what stands for the device of
  /// KVM.
  init(
    _ script: String, says: [String: [MachineReply]] = [:], workers: [String: [Reply]] = [:],
    kvm: String = "/nonexistent"
  ) async throws {
    directory = try TemporaryDirectory()
    for (name, replies) in says {
      try directory.write(try replies.flatMap { try FrameWriter().bytes(of: Frame(machine: $0)) }, to: name)
    }
    for (name, replies) in workers {
      // `NAME.N` is what job N's worker writes.
      let number = try #require(name.split(separator: ".").last.flatMap { Int($0) })
      let bytes = try replies.flatMap { try FrameWriter().bytes(of: Frame($0)) }
      try directory.write(
        try FrameWriter().bytes(of: Frame(machine: .piece(job: number), attachments: [bytes])), to: name)
    }
    let head = """
      #!/bin/sh
      cd '\(directory.url.path)' || exit 9
      echo x >> boots; boot=$(wc -l < boots)
      say() { for name; do /bin/cat "$name"; done; }

      """
    // Written by a process that is gone: a file that this one still has open for writing in a child that it is just
    // forking could not be run.
    let draft = try directory.write(head + script + "\n", to: "script")
    let qemu = directory.path("qemu-system-\(Emulator.machine)")
    let copy = try await RunningCommand.run(try #require(Executables.find("cp")), [draft.path, qemu.path])
    try #require(copy.ending == .status(0))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: qemu.path)
    let worker = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    emulator = try Emulator(
      worker: worker, store: KernelStore(below: directory.path("store").path),
      environment: ["PATH": directory.url.path], kvm: kvm)
  }

  /// A transport to it.
  func transport(participants: Int = 1, limits: MachineLimits = MachineLimits()) -> MachineTransport {
    let image = KernelImage(
      name: "fake", path: "/dev/null", release: "6.1.0", machine: "x86_64", sha256: "", version: nil,
      configurationPath: nil, modules: nil)
    return MachineTransport(
      image: image, emulator: emulator, slots: MachineSlots(), limits: limits, participants: participants)
  }

  /// How often it was started.
  var boots: Int {
    (try? String(contentsOf: directory.path("boots"), encoding: .utf8))?.split(separator: "\n").count ?? 0
  }
}
