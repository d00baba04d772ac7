public import BPFObject
import BTF
import Findings

/// What an object says itself that one of its programs must do, in the declaration tags that the kernel's own tests use
/// (tools/testing/selftests/bpf/progs/bpf_misc.h: `__success`, `__failure`, `__msg`, `__retval` ...).
public struct DeclaredTest: Hashable, Sendable {
  /// The program's function.
  public var program: String
  /// What it shows: its description, or its name.
  public var name: String
  /// Whether the kernel must accept it; nil when nothing is said, and then it must.
  public var loads: Bool
  /// What the verifier's log must hold, in this order.
  public var messages: [DeclaredMessage]
  /// What the log must not hold.
  public var absentMessages: [DeclaredMessage]
  /// Whether it is run, over 64 bytes of zero.
  public var runs: Bool
  /// What the run must return; nil for anything.
  public var returned: Int64?
  /// Whether the load keeps a verifier state at every instruction.
  public var testStates: Bool
  /// Whether the load lets the verifier check its own bounds.
  public var testInvariants: Bool
  /// The machines that it is for, as tags name them (`X86_64`, `ARM64`); empty for all.
  public var architectures: [String]
  /// What is said and cannot be held to here, in words.
  public var unheld: [String]

  /// How long the packet is that tagged programs are run on: the kernel's `TEST_DATA_LEN`.
  public static let packetSize = 64

  /// The tests that an object's programs declare, in the order of its programs.
  public static func all(of object: ObjectFile) -> [DeclaredTest] {
    guard let tags = object.types?.functionTags else { return [] }
    return object.programs.compactMap { program in
      tags[program.name].flatMap { DeclaredTest(program: program.name, tags: $0) }
    }
  }

  /// Reads the tags of one program; nil when none of them is a test's.
  init?(program: String, tags: [String]) {
    self.program = program
    name = program
    loads = true
    runs = false
    messages = []
    absentMessages = []
    testStates = false
    testInvariants = false
    architectures = []
    unheld = []
    var found = false
    var numbered: [(number: Int, message: DeclaredMessage)] = []
    for tag in tags where tag.hasPrefix("comment:test_") {
      let text = tag.dropFirst("comment:test_".count)
      let mark = text.firstIndex(of: "=")
      let key = String(mark.map { text[..<$0] } ?? text[...])
      let value = mark.map { String(text[text.index(after: $0)...]) } ?? ""
      switch key {
      case "expect_success": loads = true
      case "expect_failure": loads = false
      case "expect_msg":
        let (number, message) = Self.numbered(value)
        numbered.append((number ?? numbered.count, DeclaredMessage(message)))
      case "expect_not_msg": absentMessages.append(DeclaredMessage(Self.numbered(value).text))
      case "retval":
        runs = true
        // A pointer is returned: nobody knows which.
        if value == "POINTER_VALUE" { break }
        returned = Self.number(value)
        if returned == nil { unheld.append("its return value '\(value)' is no number") }
      case "description": name = value
      case "log_level", "load_mode", "caps_unpriv", "tag": break
      case "prog_flags":
        switch value {
        case "BPF_F_TEST_STATE_FREQ", "8": testStates = true
        case "BPF_F_TEST_REG_INVARIANTS", "128": testInvariants = true
        // The tests' build sets or clears these by default; a program is loaded without them.
        case let other where other.hasPrefix("!"): break
        default: unheld.append("the load flag \(value)")
        }
      case "arch": architectures.append(value)
      case "auxiliary", "auxiliary_unpriv": return nil
      case let other where other.hasSuffix("_unpriv"):
        unheld.append("what an unprivileged load comes to")
        continue
      default:
        unheld.append("the tag \(key)")
        continue
      }
      found = true
    }
    guard found else { return nil }
    messages = numbered.sorted { $0.number < $1.number }.map(\.message)
    unheld = unheld.uniqued()
  }

  /// Why it is not for a machine, as `uname -m` names it; nil when it is.
  public func reason(against machine: String) -> String? {
    CaseCondition.reason(for: architectures.map { $0.lowercased() }, against: machine)
  }

  /// Newer headers put a counter before a message, because clang does not keep the order of equal tags.
  private static func numbered(_ text: String) -> (number: Int?, text: String) {
    guard let mark = text.firstIndex(of: "="), let number = Int(text[..<mark]) else { return (nil, text) }
    return (number, String(text[text.index(after: mark)...]))
  }

  private static func number(_ text: String) -> Int64? {
    if text == "INT_MIN" { return Int64(Int32.min) }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? text.dropFirst() : text[...]
    let number = digits.hasPrefix("0x") ? Int64(digits.dropFirst(2), radix: 16) : Int64(digits)
    return number.map { isNegative ? -$0 : $0 }
  }
}
