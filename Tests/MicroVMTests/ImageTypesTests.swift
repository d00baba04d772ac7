import Foundation
import Project
import TestSupport
import Testing

@testable import MicroVM

/// The types of a kernel, read out of its image.
@Suite struct ImageTypesTests {
  private static let types = Array("these are the types".utf8)
  private static let environment = ProcessInfo.processInfo.environment

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// An executable with a section of that name, of zeros but for what is looked at.
  private static func executable(section: String) -> [UInt8] {
    let names = Array("\0.names\0\(section)\0".utf8)
    var bytes = [0x7f, 0x45, 0x4c, 0x46, 2, 1] + [UInt8](repeating: 0, count: 58)
    let (namesAt, typesAt) = (bytes.count, bytes.count + names.count)
    bytes += names + types
    let table = bytes.count
    for (name, offset, size) in [(0, 0, 0), (1, namesAt, names.count), (8, typesAt, types.count)] {
      bytes += little(name, 4) + [UInt8](repeating: 0, count: 20) + little(offset, 8) + little(size, 8)
      bytes += [UInt8](repeating: 0, count: 24)
    }
    bytes.replaceSubrange(40..<48, with: little(table, 8))
    bytes.replaceSubrange(58..<64, with: little(64, 2) + little(3, 2) + little(1, 2))
    return bytes
  }

  /// An image around packed bytes.
  private static func image(_ packed: [UInt8]) -> [UInt8] {
    var bytes = KernelStoreTests.image("6.1.1")
    bytes.replaceSubrange(0x206..<0x208, with: little(0x20f, 2))
    bytes.replaceSubrange(0x248..<0x250, with: little(0, 4) + little(packed.count, 4))
    return bytes + packed
  }

  private func packed(_ bytes: [UInt8], by tool: String) async throws -> [UInt8]? {
    guard let path = Executables.find(tool) else { return nil }
    let legacy = tool == "lz4" ? ["-l"] : []
    let result = try await RunningCommand.run(path, legacy + ["-c"], input: bytes)
    try #require(result.ending == .status(0), "\(result.errorText)")
    // What the kernel's build adds: the unpacked length.
    return result.output + (tool == "gzip" ? [] : Self.little(bytes.count, 4))
  }

  @Test(arguments: ["gzip", "xz", "zstd", "lz4", "bzip2"])
  func `the types of a packed kernel are those of its section`(_ tool: String) async throws {
    guard let packed = try await packed(Self.executable(section: ".BTF"), by: tool) else {
      try Test.cancel("no \(tool) in PATH")
    }
    let found = try await ImageTypes.bytes(of: Self.image(packed), environment: Self.environment)
    #expect(found == Self.types)
  }

  @Test func `a kernel without the section has no types, and is looked at once`() async throws {
    let packed = try #require(try await packed(Self.executable(section: ".TXT"), by: "gzip"))
    let directory = try TemporaryDirectory()
    let store = KernelStore(below: directory.url.path)
    let file = try directory.write(Self.image(packed), to: "vmlinuz")
    let given = try #require(try KernelFolder.images(at: file.path).first)
    let image = try await store.add(given, name: "mine")
    #expect(try await store.types(of: image, environment: Self.environment) == nil)
    // Without any tool: what was found is beside the image.
    #expect(try await store.types(of: image, environment: ["PATH": "/nonexistent"]) == nil)
    await #expect(throws: ImageError.self) { try await store.types(of: given, environment: ["PATH": "/nonexistent"]) }
  }

  @Test func `the types of a stored image are unpacked once`() async throws {
    let packed = try #require(try await packed(Self.executable(section: ".BTF"), by: "gzip"))
    let directory = try TemporaryDirectory()
    let store = KernelStore(below: directory.url.path)
    let file = try directory.write(Self.image(packed), to: "vmlinuz")
    let given = try #require(try KernelFolder.images(at: file.path).first)
    #expect(try await store.types(of: given, environment: Self.environment) == Self.types)
    let image = try await store.add(given, name: "mine")
    #expect(try await store.types(of: image, environment: Self.environment) == Self.types)
    #expect(try await store.types(of: image, environment: ["PATH": "/nonexistent"]) == Self.types)
  }

  @Test func `a missing tool is named`() async throws {
    let packed = try #require(try await packed(Self.executable(section: ".BTF"), by: "gzip"))
    let error = await #expect(throws: ImageError.self) {
      try await ImageTypes.bytes(of: Self.image(packed), environment: ["PATH": "/nonexistent"])
    }
    #expect(error?.summary.contains("no gzip in PATH") == true)
  }

  @Test func `bytes that do not unpack, or that are no executable, are refused`() async throws {
    let packed = try #require(try await packed(Self.executable(section: ".BTF"), by: "gzip"))
    let text = try #require(try await self.packed(Array("text".utf8), by: "gzip"))
    // More than a pipe holds, so that the tool is gone before it has been given all.
    let noise = packed.prefix(20) + (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
    for payload in [Array(packed.prefix(40)), text, Array(noise), Array("other".utf8)] {
      await #expect(throws: ImageError.self) {
        try await ImageTypes.bytes(of: Self.image(payload), environment: Self.environment)
      }
    }
  }

  @Test func `headers that lead astray are refused`() async throws {
    let whole = Self.executable(section: ".BTF")
    for (offset, count) in [(40, 8), (58, 2), (60, 2), (62, 2)] {
      for value in [0x7fff_ffff_ffff_fff0, -1, 1, 0xffff] {
        var bytes = whole
        bytes.replaceSubrange(offset..<offset + count, with: Self.little(value, count))
        do throws(ImageError) {
          let found = try ImageTypes.section(".BTF", of: bytes)
          #expect(found == nil || found == Self.types)
        } catch {
          #expect(error.summary.contains("ELF"))
        }
      }
    }
    for count in 0..<whole.count {
      let found = try? ImageTypes.section(".BTF", of: Array(whole.prefix(count)))
      #expect(found == nil || found == Self.types)
    }
  }
}
