import Foundation
import TestSupport
import Testing

@testable import MicroVM

@Suite struct InitramfsTests {
  @Test func `an archive has the newc form`() {
    var archive = CpioArchive()
    archive.addDirectory("d")
    archive.addFile("d/f", Array("hello".utf8), isExecutable: true)
    archive.addDevice("c", major: 5, minor: 1)
    let bytes = archive.finished()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(bytes.count % 4 == 0)
    #expect(text.hasPrefix("07070100000001000041ed"))
    #expect(text.contains("d/f\0\0\0hello\0\0\0070701"))
    #expect(
      text.contains("07070100000002000081ed" + String(repeating: "0", count: 16) + "0000000100000000" + "00000005"))
    #expect(text.contains("00000005" + "00000001" + "00000002" + "00000000" + "c\0"))
    #expect(text.contains("TRAILER!!!"))
  }

  @Test func `a slimmed executable is smaller and runs as before`() async throws {
    let directory = try TemporaryDirectory()
    let whole = Array(try Data(contentsOf: Repository.product("assay-worker")))
    let slim = SlimExecutable.slimmed(whole)
    #expect(slim.count < whole.count)
    // Written by a process that is gone: a file that this one still has open for writing in a child that it is just
    // forking could not be run.
    let file = directory.path("worker")
    let cp = try #require(Executables.find("cp"))
    let copied = try await RunningCommand.run(cp, [try directory.write(slim, to: "slim").path, file.path])
    try #require(copied.ending == .status(0), "\(copied.errorText)")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let before = try await RunningCommand.run(Repository.product("assay-worker"), ["--version"])
    let after = try await RunningCommand.run(file, ["--version"])
    #expect(after.ending == .status(0))
    #expect(after.output == before.output)
  }

  @Test func `modules come in the order in which they are loaded`() {
    let modules = ["virtio.ko", "virtio_pci.ko"].map { KernelModule(fileName: $0, bytes: Array("<\($0)>".utf8)) }
    let text = String(decoding: Initramfs.bytes(worker: [], modules: modules), as: UTF8.self)
    let places = ["modules\0", "modules/0\0", "<virtio.ko>", "modules/1\0", "<virtio_pci.ko>"].map {
      text.range(of: $0)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(!String(decoding: Initramfs.bytes(worker: []), as: UTF8.self).contains("modules"))
  }

  @Test(
    arguments: [
      ("CONFIG_VIRTIO_PCI=y\nCONFIG_VIRTIO_CONSOLE=y\n", false, []),
      ("CONFIG_VIRTIO_PCI=m\nCONFIG_VIRTIO_CONSOLE=m\n", true, ["virtio_pci", "virtio_console"]),
      ("CONFIG_VIRTIO_PCI=y\nCONFIG_VIRTIO_CONSOLE=m\n", true, ["virtio_console"]),
      ("CONFIG_VIRTIO_PCI=m\nCONFIG_VIRTIO_CONSOLE=m\n", false, nil), ("CONFIG_VIRTIO_PCI=y\n", true, nil),
    ] as [(String, Bool, [String]?)])
  func `a kernel has a port with the drivers that are built in or come with it`(
    _ configuration: String, hasModules: Bool, _ expected: [String]?
  ) throws {
    let directory = try TemporaryDirectory()
    let image = KernelImage(
      name: "k", path: "/dev/null", release: "6.1.0", machine: "x86_64", sha256: "", version: nil,
      configurationPath: try directory.write(configuration, to: "config").path,
      modules: hasModules ? directory.path("modules").path : nil)
    #expect(image.portModules == expected)
  }

  @Test func `what is no executable stays as it is`() {
    for bytes in [[], [0x7f, 0x45, 0x4c, 0x46], Array("#!/bin/sh".utf8)] as [[UInt8]] {
      #expect(SlimExecutable.slimmed(bytes) == bytes)
    }
    // An ELF header whose program headers are not there.
    let header: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1] + [UInt8](repeating: 0xff, count: 100)
    #expect(SlimExecutable.slimmed(header) == header)
  }
}
