import BPFObject
import Foundation
import TestSupport
import Testing

@Suite struct FileKindTests {
  private func problem(_ bytes: [UInt8]) -> ObjectError? {
    do {
      _ = try ObjectFile(bytes: bytes, name: "test")
      return nil
    } catch { return error }
  }

  /// An ELF header alone.
  private func header(bits: UInt8 = 2, order: UInt8 = 1, type: UInt8 = 1, machine: UInt8) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 64)
    bytes.replaceSubrange(0..<7, with: [0x7f, 0x45, 0x4c, 0x46, bits, order, 1])
    bytes[order == 1 ? 16 : 17] = type
    bytes[order == 1 ? 18 : 19] = machine
    return bytes
  }

  @Test func filesThatAreSomethingElseAreNamed() {
    let cases: [([UInt8], FileKind)] = [
      ([], .empty),
      ([0, 1, 2, 0xff], .unknown),
      (Array("int main(void) { return 0; }\n".utf8), .text),
      ([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0], .truncatedELF),
      (Array(header(machine: 247)[..<40]), .truncatedELF),
      ([0x42, 0x43, 0xc0, 0xde, 0x35, 0x14], .bitcode),
      (Array("!<arch>\n".utf8), .archive),
      ([0x1f, 0x8b, 8, 0], .compressed("gzip")),
      (header(bits: 1, machine: 40), .elf32(machine: "ARM")),
      (header(order: 2, machine: 247), .bigEndianBPF),
      (header(type: 3, machine: 62), .otherMachine(machine: "x86-64", type: "shared object")),
      (header(type: 2, machine: 183), .otherMachine(machine: "AArch64", type: "executable")),
      (header(type: 2, machine: 247), .linkedBPF(type: "executable")),
    ]
    for (bytes, kind) in cases {
      let error = problem(bytes)
      #expect(error?.kind == .notBPF(kind))
      #expect(error?.isNotBPF == !kind.isBPF)
    }
  }

  @Test(.requires("clang"))
  func anObjectCutShortAnywhereIsBrokenAndSaysWhere() async throws {
    let bytes = try await CSource.calls.compiled()
    for length in stride(from: 64, to: bytes.count, by: 997) {
      let error = try #require(problem(Array(bytes[..<length])))
      #expect(error.kind == .broken)
      #expect(error.problem.contains("cut short"), "\(error)")
    }
  }

  @Test(.requires("clang"))
  func aBigEndianObjectIsToldApart() async throws {
    let directory = try TemporaryDirectory()
    let source = try directory.write("int zero(void) { return 0; }\n", to: "big.c")
    let object = directory.path("big.o")
    let clang = try #require(Executables.find("clang"))
    _ = try await RunningCommand.run(clang, ["-target", "bpfeb", "-c", source.path, "-o", object.path])
    #expect(problem([UInt8](try Data(contentsOf: object)))?.kind == .notBPF(.bigEndianBPF))
  }
}
