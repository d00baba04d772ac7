import Foundation
import TestSupport

/// Scapy, where the machine's python3 has it.
enum Scapy {
  /// Whether it can be asked.
  static let isThere: Bool = {
    guard let python = Executables.find("python3") else { return false }
    let process = Process()
    process.executableURL = python
    process.arguments = ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('scapy') is None)"]
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      return false
    }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// The bytes, as hex digits, of packets in Scapy's words.
  static func packets(_ expressions: [String]) async throws -> [String] {
    try await lines(
      "for line in sys.stdin.read().splitlines(): print(bytes(eval(line)).hex())", expressions.joined(separator: "\n"))
  }

  /// The frames, as hex digits, of a capture.
  static func frames(ofCapture contents: [UInt8]) async throws -> [String] {
    let hex = PacketSource.hex(contents)
    return try await lines("for p in rdpcap(io.BytesIO(bytes.fromhex(sys.stdin.read()))): print(p.original.hex())", hex)
  }

  private static func lines(_ script: String, _ input: String) async throws -> [String] {
    guard let python = Executables.find("python3") else { return [] }
    let imports = """
      import io, sys, logging
      logging.getLogger("scapy").setLevel(logging.ERROR)
      from scapy.all import *
      from scapy.contrib.mpls import MPLS
      from scapy.contrib.geneve import GENEVE, GeneveOptions
      from scapy.layers.inet import IPOption_Router_Alert, IPOption_NOP
      """
    let result = try await RunningCommand.run(
      python, ["-c", imports + "\n" + script], input: Array(input.utf8))
    guard result.ending == .status(0) else { throw Failure(description: result.errorText) }
    return result.outputText.split(separator: "\n").map(String.init)
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }
}
