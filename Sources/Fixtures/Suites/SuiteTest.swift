public import BPFObject
public import KernelFacts

/// A test that stands in an object as programs, in the form of Cilium's (bpf/tests/common.h): `PKTGEN` makes a packet,
/// `SETUP` runs what is tested on it, `CHECK` looks at what came of it and writes down what it finds. Their sections are
/// `TYPE/test/NAME/pktgen`, `.../setup` and `.../check`.
public struct SuiteTest: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The type of its programs; nil when the section's first part is none of libbpf's.
  public var type: ProgramType?
  /// The function that makes the packet; nil when it is all zeros.
  public var generator: String?
  /// The function that runs what is tested; nil when the check does.
  public var setup: String?
  /// The function that decides.
  public var check: String

  /// The map in which a check writes what it finds.
  public static let resultMap = "suite_result_map"
  /// The bytes of the packet that the first program gets: a page without what the kernel keeps for itself.
  public static let packetSize = 4096 - 256 - 320

  /// An object's tests, by name.
  public static func all(of object: ObjectFile) -> [SuiteTest] {
    var parts: [String: [String: (function: String, type: ProgramType?)]] = [:]
    for program in object.programs {
      let words = program.section.split(separator: "/").map(String.init)
      guard words.count == 4, words[1] == "test" else { continue }
      parts[words[2], default: [:]][words[3]] = (program.name, SectionTable.match(words[0])?.programType)
    }
    return parts.sorted { $0.key < $1.key }.compactMap { name, parts in
      guard let check = parts["check"] else { return nil }
      return SuiteTest(
        name: name, type: check.type, generator: parts["pktgen"]?.function, setup: parts["setup"]?.function,
        check: check.function)
    }
  }
}
