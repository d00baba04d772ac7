import Findings
import VerifierLog

/// A call that is to use more bytes than its memory argument has.
public enum HelperSizeTooLargeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1210", title: "a call is given more bytes than the memory has",
    why: """
      A helper or kernel function that takes a pointer and a size reads or writes that many bytes. The verifier checks the \
      greatest size that is possible here against what lies behind the pointer: up to the end of the map value, the stack \
      variable, the record. Arguments of one fixed size (a map's key or value) are checked in the same way.
      """,
    fix: "pass the size of what the pointer points to: `sizeof(buffer)` of the array itself, or bound the size to it",
    causes: [
      "a constant that is larger than the buffer",
      "the pointer is not the buffer's start, and the size is that of all of it",
      "the size is bounded, by more than the buffer has",
      "a map's key or value is larger than the variable whose address is passed",
    ],
    repair: .init(
      before: "bpf_get_current_comm(task->name, 64);",
      after: "bpf_get_current_comm(task->name, sizeof(task->name));"),
    seeAlso: ["A1211", "A1202", "A1207"],
    examples: [
      .init(
        "5.8 and later",
        [
          "invalid access to map value, value_size=20 off=4 size=64",
          "R1 min value is outside of the allowed memory range",
        ], path: ["12: (85) call bpf_get_current_comm#16"],
        summary: "bpf_get_current_comm is to use 64 bytes where 16 are left of a map value of 20 bytes"),
      .init(
        "5.8 and later",
        [
          "invalid access to memory, mem_size=8 off=0 size=16", "R3 min value is outside of the allowed memory range",
        ], path: ["12: (85) call bpf_map_update_elem#2"],
        summary: "bpf_map_update_elem is to use 16 bytes where 8 are left of memory of 8 bytes"),
    ])

  /// A size that is too large.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), fits(access, rejection), let size = access.size,
      let offset = access.offset, let has = access.regionSize
    else { return nil }
    let left = max(0, has - max(0, offset))
    let register = access.register
    let buffer = register.flatMap { rejection.quotedArgument($0) }
    let into = buffer.map { "\($0), " } ?? ""
    let bytes =
      left == has ? "\(into)\(access.noun)" : "\(into)\(RegionAccess.bytes(left)) before the end of \(access.noun)"
    var result = explained(
      buffer == nil
        ? "\(rejection.calleeName) is to use \(RegionAccess.bytes(size)) where \(left) are left of \(access.noun)"
        : "\(rejection.calleeName) is to use \(RegionAccess.bytes(size)) of \(bytes)")
    guard let register else { return result }
    let sizeState = rejection.lastState(of: register + 1)
    let isSize = sizeState?.kind == .scalar && sizeState?.range.unsignedMaximum == UInt64(size)
    guard isSize, let sizeState else {
      result.register = register
      return result
    }
    let written = rejection.quotedArgument(register + 1)
    result.register = register + 1
    if sizeState.range.constant == nil {
      result.label =
        "\(written ?? "the size") is \(ValueWords.range(sizeState.range)); \(buffer ?? "the memory") has \(left)"
      result.advice = "bound \(written ?? "the size") by \(left) before the call"
    } else {
      result.label = "the size is \(size); \(buffer ?? "the memory") has \(left) up to its end"
      let events = CauseWalk(rejection).events(of: register + 1)
      result.related = rejection.story(
        of: register, and: events, besides: rejection.span(rejection.failingStep ?? 0, ""))
    }
    return result
  }

  /// Whether an access is a call's, and its size at fault rather than the pointer.
  static func fits(_ access: RegionAccess, _ rejection: Rejection) -> Bool {
    guard rejection.failsInCall, access.complaint == .minimum || access.complaint == nil, let size = access.size,
      size > 0, let has = access.regionSize, let offset = access.offset, offset >= 0, offset <= has,
      access.region == .mapValue || access.region == .memory || access.region == .mapKey
    else { return false }
    return access.end.map { $0 > has } ?? false
  }
}
