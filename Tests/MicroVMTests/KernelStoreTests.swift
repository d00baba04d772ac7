import Foundation
import Project
import TestSupport
import Testing

@testable import MicroVM

@Suite struct KernelStoreTests {
  /// An image that says its release and length as a bzImage does, and holds nothing.
  static func image(_ release: String, length: Int = 1024) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: length)
    bytes[0x1f1] = 1
    bytes.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
    bytes[0x20f] = 1
    let text = Array("\(release) (someone@somewhere) #1\0".utf8)
    bytes.replaceSubrange(0x300..<0x300 + text.count, with: text)
    return bytes
  }

  private func add(_ release: String, _ names: [String], to store: KernelStore) async throws -> KernelImage {
    try await store.store(names: names, version: "\(release)-1") { draft throws(ImageError) in
      do throws(FileError) {
        try LocalFile.write(Self.image(release), to: LocalFile.join(draft, "vmlinuz"))
        try LocalFile.write(
          Array("CONFIG_BPF_LSM=y\n# CONFIG_X is not set\n".utf8), to: LocalFile.join(draft, "config"))
      } catch {
        throw ImageError("\(error)")
      }
    }
  }

  @Test func `an image is found by its names and a newer one takes them`() async throws {
    let directory = try TemporaryDirectory()
    let store = KernelStore(below: directory.url.path)
    #expect(store.images().isEmpty)
    let old = try await add("6.1.1", ["debian:6.1", "debian:6.1=6.1.1-1"], to: store)
    #expect(old.release == "6.1.1")
    #expect(old.machine == "x86_64")
    #expect(old.configuration?.has("CONFIG_BPF_LSM") == true)
    #expect(old.modules == nil)
    _ = try await add("6.1.2", ["debian:6.1", "debian:6.1=6.1.2-1"], to: store)
    #expect(store.image(named: "debian:6.1")?.release == "6.1.2")
    #expect(store.image(named: "debian:6.1=6.1.1-1")?.release == "6.1.1")
    #expect(store.images().map(\.release) == ["6.1.1", "6.1.2"])
  }

  @Test func `an image goes with its last name`() async throws {
    let directory = try TemporaryDirectory()
    let store = KernelStore(below: directory.url.path)
    _ = try await add("6.6.1", ["a", "b"], to: store)
    #expect(try store.remove("a"))
    #expect(store.image(named: "b") != nil)
    #expect(try store.remove("b"))
    #expect(store.images().isEmpty)
    #expect(try !store.remove("b"))
  }

  @Test func `a failed preparation leaves nothing`() async throws {
    let directory = try TemporaryDirectory()
    let store = KernelStore(below: directory.url.path)
    await #expect(throws: ImageError.self) {
      _ = try await store.store(names: ["a"], version: nil) { _ throws(ImageError) in throw ImageError("no") }
    }
    #expect(try LocalFile.list(store.directory).isEmpty)
  }

  @Test func `an image that is cut short is refused`() throws {
    let directory = try TemporaryDirectory()
    var bytes = Self.image("6.1.1")
    bytes[0x1f5] = 1
    let file = try directory.write(bytes, to: "vmlinuz")
    let error = #expect(throws: ImageError.self) { try KernelFolder.images(at: file.path) }
    #expect(error?.summary.contains("cut short: it holds 1024 bytes of 5120") == true)
  }

  @Test func `a file that is no kernel is refused`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(Array("text".utf8), to: "vmlinuz")
    let error = #expect(throws: ImageError.self) { try KernelFolder.images(at: file.path) }
    #expect(error?.summary.contains("no kernel image") == true)
    #expect(throws: ImageError.self) { try KernelFolder.images(at: directory.path("absent").path) }
    #expect(throws: ImageError.self) { try KernelFolder.images(at: try TemporaryDirectory().url.path) }
  }

  @Test func `a directory gives every image in it with what lies beside it`() throws {
    let directory = try TemporaryDirectory()
    try directory.write(Self.image("6.1.1"), to: "vmlinuz-6.1.1")
    try directory.write(Self.image("6.6.1"), to: "vmlinuz-6.6.1")
    try directory.write(Array("CONFIG_BPF_JIT=y\n".utf8), to: "config-6.1.1")
    try directory.write([], to: "lib/modules/6.1.1/kernel/x.ko")
    let images = try KernelFolder.images(at: directory.url.path)
    #expect(images.map(\.release) == ["6.1.1", "6.6.1"])
    #expect(images.map { $0.configuration?.has("CONFIG_BPF_JIT") } == [true, nil])
    #expect(images.map(\.modules) == [directory.path("lib/modules").path, nil])
  }
}
