import Foundation
import Glibc
import Jobs
import TestSupport
import Testing

/// Other kernels as a user asks them.
@Suite(.serialized, .requires("clang", "vm:6.1")) struct MachineTests {
  private func image() throws -> URL {
    let store = Machines.directory + "/kernels-1"
    let entry = try #require(
      FileManager.default.contentsOfDirectory(atPath: store).first { $0.hasPrefix("6.1.") })
    return URL(fileURLWithPath: "\(store)/\(entry)/vmlinuz")
  }

  /// Verifies with an image by path and a cache of its own: no machine was kept there, and the first one boots, emulated.
  private func verifyBooting(_ place: Workplace, _ arguments: [String]) throws -> RunningCommand {
    let store = place.path("cache/kernels-1")
    try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
    // As it is noted after a boot with KVM that failed.
    let boot = try Data(contentsOf: URL(fileURLWithPath: "/proc/sys/kernel/random/boot_id"))
    try boot.write(to: store.appending(path: ".kvm"))
    return try place.verify(["--cache-dir", place.path("cache").path, "--kernel", try image().path] + arguments)
  }

  /// The machines that a process has started: QEMU reads what they boot into, or their orders, through its descriptors.
  private func machines(of pid: Int32) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int32($0) }.filter { candidate in
      let line = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(candidate)/cmdline"))) ?? Data()
      let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      return words.first?.hasSuffix("qemu-system-x86_64") == true
        && words.contains { $0.contains("/proc/\(pid)/fd/") }
    }
  }

  private func machine(of pid: Int32, otherThan gone: Int32? = nil) async throws -> Int32 {
    while true {
      if let found = machines(of: pid).first(where: { $0 != gone }) { return found }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test(.requires("host:root", "setpriv")) func `nobody, without capabilities, asks another kernel`() async throws {
    let user = try LimitedUser()
    try user.write(try Data(contentsOf: try image()), to: "vmlinuz")
    let object = try user.write(try await CompiledObject.bytes(of: CompiledObject.slow("slow")), to: "slow.bpf.o")
    let result = try await user.assay(
      ["verify", "--kernel", "host", "--kernel", "./vmlinuz", object.path, "--format", "json"], capabilities: [])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try result.verifyReport()
    #expect(report.rows.map(\.kernel?.name) == ["./vmlinuz"])
    #expect(!report.rows.isEmpty && report.rows.allSatisfy { $0.outcome.verdict == .accepted })
    #expect(report.rows.first?.kernel?.virtual == .emulated)
    #expect(report.rows.first?.outcome.figures.verifiedInstructions ?? 0 > 100_000)
    #expect(report.notes.contains { $0.hasPrefix("host was left out: ") }, "\(report.notes)")
  }

  @Test(.requires("host:root", "setpriv", "network:debian"))
  func `nobody, with nothing at hand, fetches a kernel of Debian's and asks it`() async throws {
    let user = try LimitedUser()
    let object = try user.write(try await CompiledObject.bytes(of: CompiledObject.slow("slow")), to: "slow.bpf.o")
    let fetched = try await user.assay(["kernels", "fetch", "debian:6.1"], capabilities: [])
    #expect(fetched.ending == .status(0), "\(fetched.errorText)")
    let result = try await user.assay(
      ["verify", "--kernel", "debian:6.1", object.path, "--format", "json"], capabilities: [])
    let report = try result.verifyReport()
    #expect(report.rows.map(\.outcome.verdict) == [.accepted], "\(result.errorText)")
    #expect(report.rows.first?.kernel?.release.hasPrefix("6.1.") == true)
  }

  @Test func `after Ctrl-C in a boot no machine is left`() async throws {
    let place = try Workplace()
    let command = try verifyBooting(place, [try await place.compile("one").path])
    _ = try await machine(of: command.processIdentifier)
    command.signal(SIGINT, wholeGroup: true)
    let result = try await command.result(within: 600)
    #expect(result.ending == .status(130))
    #expect(machines(of: command.processIdentifier).isEmpty)
    try await place.expectNothingLeft()
  }

  @Test func `after kill -9 of Assay no machine is left`() async throws {
    let place = try Workplace()
    let command = try verifyBooting(place, [try await place.compile("one").path])
    let machine = try await machine(of: command.processIdentifier)
    command.signal(SIGKILL)
    #expect(try await command.result(within: 600).ending == .signal(SIGKILL))
    while machines(of: command.processIdentifier).contains(machine) { try await Task.sleep(for: .milliseconds(20)) }
    try await place.expectNothingLeft()
  }

  @Test func `a machine that is killed in its boot is booted again`() async throws {
    let place = try Workplace()
    let command = try verifyBooting(place, ["--format", "json", try await place.compile("one").path])
    kill(try await machine(of: command.processIdentifier), SIGKILL)
    let result = try await command.result(within: 3600)
    let report = try result.verifyReport()
    if report.notes.contains(where: { $0.contains("the first boot failed and was repeated") }) {
      #expect(report.rows.map(\.outcome.verdict) == [.accepted, .accepted])
    } else {
      // The kill came so late that the worker was up already.
      let reasons = report.rows.compactMap(\.outcome.reason?.summary)
      #expect(reasons.allSatisfy { $0.contains("the virtual machine went down") }, "\(report.notes) \(reasons)")
      #expect(!reasons.isEmpty)
    }
    try await place.expectNothingLeft()
  }

  @Test func `one more object is no further boot`() async throws {
    let place = try Workplace()
    let objects = [try await place.compile("one").path, try await place.compile("two").path]
    // Whoever boots a machine first keeps it, and goes on with another.
    _ = try await verifyBooting(place, [objects[0]]).result(within: 3600)
    let command = try verifyBooting(place, ["--format", "json"] + objects)
    let first = try await machine(of: command.processIdentifier)
    let other = Task { try await machine(of: command.processIdentifier, otherThan: first) }
    let report = try await command.result(within: 3600).verifyReport()
    other.cancel()
    #expect(report.rows.map(\.outcome.verdict) == [.accepted, .accepted, .accepted, .accepted])
    await #expect(throws: CancellationError.self) { try await other.value }
  }

  @Test func `a machine that was kept goes on with other jobs, and one that is broken is booted again`() async throws {
    let place = try Workplace()
    let objects = [try await place.compile("one").path, try await place.compile("two").path]
    let kept = { try FileManager.default.contentsOfDirectory(atPath: place.path("cache/kernels-1/.snapshots").path) }
    var files: [String] = []
    for round in 0..<3 {
      if round == 2 {
        try Data("no machine".utf8).write(to: place.path("cache/kernels-1/.snapshots/\(try #require(files.first))"))
      }
      let report = try await verifyBooting(place, ["--format", "json", objects[round % 2]]).result(within: 3600)
        .verifyReport()
      #expect(Set(report.rows.map(\.input)) == [objects[round % 2]])
      #expect(report.rows.map(\.outcome.verdict) == [.accepted, .accepted])
      #expect(report.notes.isEmpty, "\(report.notes)")
      if round < 2 {
        files = try kept()
        #expect(files.count == 1)
      } else {
        #expect(try kept().isEmpty)
      }
    }
    try await place.expectNothingLeft()
  }

  /// Runs `assay` in a mount namespace of its own after a script that mounts what it likes; the kernel's image is `$1`, the
  /// place `$2`.
  private func inNamespace(_ place: Workplace, _ script: String, _ arguments: [String]) async throws
    -> RunningCommand.Result
  {
    let unshare = try #require(Executables.find("unshare"))
    return try await RunningCommand.run(
      unshare,
      ["-m", "sh", "-c", "set -e; \(script); shift 2; exec \"$@\"", "sh", try image().path, place.path(".").path]
        + [Repository.product("assay").path] + arguments, environment: place.environment, within: 3600)
  }

  @Test(.requires("host:root", "unshare")) func `on a full disk no kernel is stored, and nothing is left of it`()
    async throws
  {
    let place = try Workplace()
    let store = place.path("store")
    try FileManager.default.createDirectory(at: store, withIntermediateDirectories: true)
    let full = "mount -t tmpfs -o size=1m none \"$2/store\""
    let result = try await inNamespace(
      place, full, ["kernels", "add", try image().path, "--name", "mine", "--cache-dir", store.path])
    #expect(result.ending == .status(3))
    #expect(result.errorText.contains("No space left on device"), "\(result.errorText)")
    let fetched = try await inNamespace(place, full, ["kernels", "fetch", "debian:6.1", "--cache-dir", store.path])
    #expect(fetched.ending == .status(3))
    #expect(fetched.errorText.contains("MiB free, and fetching a kernel takes"), "\(fetched.errorText)")
  }

  @Test(.requires("host:root", "unshare")) func `without room for what it boots into, a machine says what it takes`()
    async throws
  {
    let place = try Workplace()
    let object = try await place.compile("one").path
    let full = """
      mount -t tmpfs -o size=1m none /dev/shm
      for each in /tmp /var/tmp; do mount --bind $each $each; mount -o remount,bind,ro $each; done
      """
    let result = try await inNamespace(
      place, full,
      ["verify", "--format", "json", "--kernel", "debian:6.1", "--cache-dir", Machines.directory, object])
    #expect(result.ending == .status(3), "\(result.errorText)")
    let reason = try #require(try result.verifyReport().rows.first?.outcome.reason)
    #expect(reason.summary.hasPrefix("no room for what the virtual machine boots into: cannot write "))
    #expect(reason.advice?.contains("MiB in /dev/shm, /tmp or /var/tmp") == true)
  }

  /// Runs `assay verify` with a QEMU that gives the kernel another command line: its kernels have what they lack then.
  private func verify(
    _ place: Workplace, without: String, with: String, _ object: String, status: Int32 = 3
  ) async throws -> VerifyReport {
    let qemu = try #require(Executables.find("qemu-system-x86_64"))
    let script = "#!/bin/bash\nexec \(qemu.path) \"${@/\(without)/\(with)}\"\n"
    let draft = place.path("script")
    try Data(script.utf8).write(to: draft)
    let tools = place.path("tools")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    // Written by a process that is gone: what this one has open for writing in a child just forked could not be run.
    let copy = try await RunningCommand.run(
      try #require(Executables.find("install")), ["-m", "755", draft.path, tools.path + "/qemu-system-x86_64"])
    try #require(copy.ending == .status(0))
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      [
        "verify", "--format", "json", "--worker", place.worker.path, "--cache-dir", Machines.directory, "--kernel",
        "debian:6.1", object,
      ], environment: place.environment.merging(["PATH": "\(tools.path):\(path)"]) { _, new in new }, within: 3600)
    #expect(result.ending == .status(status), "\(result.errorText)")
    return try result.verifyReport()
  }

  @Test func `a kernel without any line goes down without a word, and what that may be is told`() async throws {
    let place = try Workplace()
    let report = try await verify(
      place, without: "8250.nr_uarts=2", with: "8250.nr_uarts=0 module_blacklist=virtio_console",
      try await place.compile("one").path)
    let reason = try #require(report.rows.first?.outcome.reason)
    #expect(reason.summary.contains("has no serial console"), "\(reason.summary)")
    try await place.expectNothingLeft()
  }

  @Test func `a kernel without a serial line answers over its port`() async throws {
    let place = try Workplace()
    let report = try await verify(
      place, without: "8250.nr_uarts=2", with: "8250.nr_uarts=0", try await place.compile("one").path, status: 0)
    #expect(!report.rows.isEmpty && report.rows.allSatisfy { $0.outcome.verdict == .accepted })
  }

  @Test func `a kernel without types is named as what a program lacks that looks for them`() async throws {
    let place = try Workplace()
    let reader = """
      char _license[] SEC("license") = "GPL";
      struct task_struct { int pid; } __attribute__((preserve_access_index));
      static long (*const current)(void) = (void *)35;
      SEC("raw_tp/sched_switch") int pid(void *ctx) {
        return (long)&((struct task_struct *)current())->pid & 1;
      }
      """
    let object = place.path("reader.bpf.o")
    try Data(try await CompiledObject.bytes(of: reader)).write(to: object)
    let with = try await verify(place, without: "nokaslr", with: "nokaslr", object.path, status: 0)
    #expect(with.rows.map(\.outcome.verdict) == [.accepted])
    let report = try await verify(
      place, without: "nokaslr", with: "nokaslr initcall_blacklist=btf_vmlinux_init", object.path)
    #expect(report.rows.map(\.outcome.verdict) == [.environment])
    let reason = try #require(report.rows.first?.outcome.reason)
    #expect(reason.summary.contains("BTF"), "\(reason.summary)")
    try await place.expectNothingLeft()
  }

  @Test func `an image that is cut short is wrong usage, and nothing boots`() async throws {
    let place = try Workplace()
    let cut = place.path("vmlinuz")
    try Data(contentsOf: try image()).prefix(1_000_000).write(to: cut)
    let command = try place.verify(["--kernel", cut.path, try await place.compile("one").path])
    let result = try await command.result()
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains("is cut short"))
  }
}
