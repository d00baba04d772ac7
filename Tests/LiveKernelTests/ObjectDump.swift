import Foundation
import TestSupport
import Testing

/// What `llvm-objdump -d` prints of an object, by section.
struct ObjectDump {
  struct Line {
    /// The slot, counted from the section's start.
    var slot: Int
    var opcode: UInt8
    /// The slot that a jump leads to.
    var target: Int?
  }
  var sections: [String: [Line]] = [:]

  init(of object: [UInt8]) async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(object, to: "object.o")
    // The one that came with clang: an older one knows less of cpu v4.
    let clang = try #require(Executables.find("clang")).resolvingSymlinksInPath()
    let tool = clang.deletingLastPathComponent().appending(path: "llvm-objdump")
    let result = try await RunningCommand.run(tool, ["-d", "--mcpu=v4", file.path])
    withExtendedLifetime(directory) {}
    try #require(result.ending == .status(0), "\(result.errorText)")
    var section = ""
    for line in result.outputText.split(separator: "\n") {
      if line.hasPrefix("Disassembly of section ") {
        section = String(line.dropFirst(23).dropLast())
      } else if let line = Line(line) {
        sections[section, default: []].append(line)
      }
    }
  }
}

extension ObjectDump.Line {
  /// `      12:\t05 00 02 00 00 00 00 00\tgoto +2 <main+0x78>`
  fileprivate init?(_ line: Substring) {
    let fields = line.split(separator: "\t", maxSplits: 2)
    guard fields.count == 3, let slot = Int(fields[0].drop { $0 == " " }.dropLast()) else { return nil }
    guard let opcode = UInt8(fields[1].prefix(2), radix: 16) else { return nil }
    self.slot = slot
    self.opcode = opcode
    let words = fields[2].split(separator: " ")
    if let jump = words.firstIndex(where: { $0 == "goto" || $0 == "gotol" || $0 == "may_goto" }), jump + 1 < words.count
    {
      let distance = words[jump + 1]
      let isHexadecimal = distance.dropFirst().hasPrefix("0x")
      let digits = distance.dropFirst(isHexadecimal ? 3 : 1)
      let sign = distance.hasPrefix("-") ? -1 : 1
      target = Int(digits, radix: isHexadecimal ? 16 : 10).map { slot + 1 + sign * $0 }
    }
  }
}
