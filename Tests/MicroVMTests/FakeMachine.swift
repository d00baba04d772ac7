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

  /// A machine with that script. `boot` in it is the number of the boot, from 1, and `life` is `boots`, `isKept` or
  /// `goesOn`; `keep` does what the monitor is asked for. `kvm` is what stands for the device of KVM, `keeps` whether booted
  /// machines are kept.
  init(
    _ script: String, says: [String: [MachineReply]] = [:], workers: [String: [Reply]] = [:],
    kvm: String = "/nonexistent", keeps: Bool = false
  ) async throws {
    directory = try TemporaryDirectory()
    for (name, replies) in says {
      try directory.write(
        Self.stored(try replies.flatMap { try FrameWriter().bytes(of: Frame(machine: $0)) }), to: name)
    }
    for (name, replies) in workers {
      // `NAME.N` is what job N's worker writes.
      let number = try #require(name.split(separator: ".").last.flatMap { Int($0) })
      let bytes = try replies.flatMap { try FrameWriter().bytes(of: Frame($0)) }
      let frame = try FrameWriter().bytes(of: Frame(machine: .piece(job: number), attachments: [bytes]))
      try directory.write(Self.stored(frame), to: name)
    }
    let head = """
      #!/bin/sh
      cd '\(directory.url.path)' || exit 9
      echo x >> boots; boot=$(wc -l < boots)
      printf '\\170\\001'
      say() { for name; do /bin/cat "$name"; done; }
      life=boots monitor=
      for word; do
        case "$word" in
        pipe,id=monitor,path=*) life=isKept monitor=${word#*path=} ;;
        exec:*) life=goesOn ;;
        esac
      done
      keep() {
        while read -r line; do
          case "$line" in
          migrate\\ *) echo machine > "$ASSAY_SNAPSHOT" ;;
          info*) echo "Migration status: ${1:-completed}" > "$monitor.out" ;;
          quit) exit 0 ;;
          esac
        done < "$monitor.in"
      }

      """
    // Written by a process that is gone: a file that this one still has open for writing in a child that it is just
    // forking could not be run.
    let draft = try directory.write(head + script + "\n", to: "script")
    let qemu = directory.path("qemu-system-\(Emulator.machine)")
    let copy = try await RunningCommand.run(try #require(Executables.find("cp")), [draft.path, qemu.path])
    try #require(copy.ending == .status(0))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: qemu.path)
    let worker = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    let store = KernelStore(below: directory.path("store").path)
    emulator = try Emulator(
      worker: worker, store: store, environment: ["PATH": directory.url.path], kvm: kvm,
      snapshots: keeps ? SnapshotFolder(of: store) : nil)
  }

  /// Bytes as a part of a zlib stream that goes with any other (RFC 1951: a stored block).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let length = UInt16(bytes.count)
    return [0] + [length, ~length].flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
      + bytes
  }

  /// A transport to it.
  func transport(
    participants: Int = 1, limits: MachineLimits = MachineLimits(), slots: MachineSlots = MachineSlots()
  ) -> MachineTransport {
    let image = KernelImage(
      name: "fake", path: "/dev/null", release: "6.1.0", machine: "x86_64", sha256: "", version: nil,
      configurationPath: nil, modules: nil)
    return MachineTransport(
      image: image, emulator: emulator, slots: slots, limits: limits, most: slots.processors, participants: participants
    )
  }

  /// The machines that are kept.
  var kept: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory.path("store/kernels-1/.snapshots").path)) ?? [])
  }

  /// How often it was started.
  var boots: Int {
    (try? String(contentsOf: directory.path("boots"), encoding: .utf8))?.split(separator: "\n").count ?? 0
  }
}
