import Glibc
import Jobs
import KernelFacts

/// Registers a struct_ops for a moment. Its programs are judged one by one, each without the others; the kernel takes
/// only the whole: the object is opened once more for it.
struct StructOpsTrial {
  let job: VerifyJob
  let object: ObjectSource

  /// Registers the struct_ops that a program is a member of, and takes it back.
  func run(member name: String) throws(Refusal) -> Attachment {
    var lines: [String] = []
    var code: Int32 = 0
    guard let object = object.open(&lines, &code) else {
      return Attachment(.notTried, note: "the object does not open")
    }
    let programs = object.programs
    guard let program = programs.first(where: { $0.name == name }),
      let map = object.maps.first(where: { $0.type == .structOps && !$0.members(among: [program]).isEmpty })
    else { return Attachment(.notTried, note: "no struct_ops refers to it") }
    let members = map.members(among: programs)
    for program in programs { program.setAutoload(members.contains { $0.isSame(as: program) }) }
    for other in object.maps where other.type == .structOps { other.setCreated(other.isSame(as: map)) }
    let fixups = try ObjectFixups(to: object, for: job)
    defer { withExtendedLifetime(fixups) {} }
    let loaded = LibbpfLines.capture(&lines) { object.load() }
    guard loaded == 0 else {
      return Attachment(
        .notTried, note: "the kernel takes only a whole struct_ops, and \(map.name) does not load as one")
    }
    lines = []
    let link = LibbpfLines.capture(&lines) { map.attachStructOps(&code) }
    guard let link else { return try refused(map.name, code, lines) }
    defer { withExtendedLifetime(link) {} }
    return Attachment(.ok, note: "with all of \(map.name)")
  }

  private func refused(_ map: String, _ code: Int32, _ lines: [String]) throws(Refusal) -> Attachment {
    let words = ErrorNumber(code).text
    switch code {
    case EPERM, EACCES: return Attachment(.notTried, note: "not allowed to this process: \(words)")
    case EINVAL, EOPNOTSUPP:
      return Attachment(
        .notTried,
        note: "the kernel does not take \(map) as it stands, which its loader may finish first: \(words)")
    default:
      throw Refusal(
        .attach, Reason("it loads, and \(map) cannot be registered: \(words)", errno: code, evidence: lines))
    }
  }
}
