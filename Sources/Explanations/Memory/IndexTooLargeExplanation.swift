import BPFObject
import Findings
import VerifierLog

/// An index that may lead past the end of a map value or of other memory.
public enum IndexTooLargeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1202", title: "an index that may lead past the end of what it indexes",
    why: """
      Memory in a map value, a global array or a reserved record ends where its type says. The verifier lets a program \
      use a variable offset only where its greatest possible value, plus the bytes accessed, still lies inside. It knows of \
      a variable what its type, arithmetic and the branches taken say; a value read from anywhere may be anything its type \
      holds. Every kernel demands this.
      """,
    fix:
      "compare the index with the number of elements, unsigned, on the path to this line and on the variable used here",
    causes: [
      "there is no check: what is read from a packet, the context or a map is taken for small",
      "the check lets the number of elements itself through: `>` where `>=` is meant",
      "the check is on another variable, an earlier read of the same memory, or a copy of another width",
      "the check is after the access, or only on another path",
      "the index is masked with a number that is not the number of elements less one",
    ],
    repair: .init(
      before: """
        __u32 slot = skb->queue_mapping;

        counts[slot]++;
        """,
      after: """
        __u32 slot = skb->queue_mapping;

        if (slot >= sizeof(counts) / sizeof(counts[0]))
            return 0;
        counts[slot]++;
        """),
    seeAlso: ["A1206", "A1207", "A1210", "A1056"],
    examples: [
      .init(
        "5.8 to 7.3",
        [
          "invalid access to map value, value_size=128 off=128 size=8",
          "R2 max value is outside of the allowed memory range",
        ],
        summary: "an index may lead to byte 136 of a map value of 128 bytes"),
      .init(
        "5.4 to 5.7",
        ["invalid access to map value, value_size=16 off=16 size=1", "R0 max value is outside of the array range"],
        summary: "an index may lead to byte 17 of a map value of 16 bytes"),
      .init(
        "5.8 and later",
        ["R0 unbounded memory access, make sure to bounds check any such access"],
        summary: "nothing bounds an index into memory from above"),
      .init(
        "5.4 to 5.7", ["R0 unbounded memory access, make sure to bounds check any array access into a map"],
        summary: "nothing bounds an index into memory from above"),
      .init(
        "5.10 and later",
        ["invalid access to memory, mem_size=64 off=64 size=4", "R6 max value is outside of the allowed memory range"],
        summary: "an index may lead to byte 68 of memory of 64 bytes"),
      .init(
        "5.4 and later", ["R1 max value is outside of the allowed memory range"],
        summary: "an index may lead past the end of memory"),
    ])

  /// An index without an upper bound that fits.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), access.region != .packet, access.size != 0 else { return nil }
    let register = access.register ?? rejection.addressRegister
    let index: RefusedIndex?
    switch access.complaint {
    case .maximum, .unbounded: index = register.flatMap { rejection.index(of: $0) }
    case nil, .minimum:
      // The least offset is past the end: a loop's variable has come so far.
      guard access.offset ?? 0 >= 0, !HelperSizeTooLargeExplanation.fits(access, rejection) else { return nil }
      guard let stepped = rejection.steppedIndex(of: register) else { return steppedPast(access, register, rejection) }
      index = stepped
    case .negative: return nil
    }
    var result = explained(summary(access, index, rejection))
    result.register = register
    guard let index else { return result }
    let limit = limit(access, index, rejection)
    if let name = index.name {
      let most = limit.map { "above \($0)" } ?? "that do not fit"
      result.advice = "leave out values of `\(name)` \(most) on the path to this line, on `\(name)` itself"
    }
    let range = ValueWords.range(index.range)
    let words = "\(index.called) is \(range == "any value" ? "any number" : range)"
    if let note = index.note { result.notes.append(note) }
    let fits = limit.map { $0 < 0 ? "; nothing fits here" : "; up to \($0) fits" } ?? ""
    result.label = "\(words) here\(fits)"
    if let limit, limit >= 0, index.range.constant == nil, index.range.unsignedMaximum == UInt64(limit) + 1,
      index.range.signedMinimum >= 0
    {
      result.notes.append("\(index.called) is too large by one: the last element is \(limit), not \(limit + 1).")
    }
    return result
  }

  /// A loop that moves a pointer on, element by element, instead of counting an index: as compilers make it.
  private static func steppedPast(_ access: RegionAccess, _ register: Int?, _ rejection: Rejection) -> Explained? {
    guard let register, let round = rejection.steppedPointer(of: register), access.region != nil, let end = access.end,
      let size = access.size, let failing = rejection.failingStep
    else { return nil }
    var result = explained("a loop goes on to byte \(end) of \(access.noun)")
    result.register = register
    result.advice = "end the loop where the memory ends: its bound has to be the number of elements there are"
    let verb = rejection.failingWrites.map { $0 ? "written" : "read" } ?? "accessed"
    result.label =
      "\(RegionAccess.bytes(size)) at offset \(end - size) \(size == 1 ? "is" : "are") \(verb) here, in a further round"
    let goesOn = StoryEvent(step: round.branch, label: "here the loop goes on to this round", weight: .lost)
    result.related = rejection.story(of: register, and: [goesOn], besides: rejection.span(failing, ""))
    return result
  }

  private static func summary(_ access: RegionAccess, _ index: RefusedIndex?, _ rejection: Rejection) -> String {
    if let index, let noun = noun(access, index, rejection) {
      let most = index.range.unsignedMaximum
      if index.range.constant == nil, index.isUnchecked || most >= UInt64(UInt32.max) {
        return "nothing bounds \(index.name.map { "`\($0)`, " } ?? "")an index into \(noun)"
      }
      if let limit = limit(access, index, rejection), limit >= 0 {
        let be = index.range.constant == nil ? "may be" : "comes to"
        return
          "\(index.called) \(be) \(GroupedDigits(Int64(clamping: most))), and the last that fits into \(noun) is \(limit)"
      }
      return "\(index.called) may lead past the end of \(noun)"
    }
    if access.complaint == .unbounded { return "nothing bounds an index into memory from above" }
    guard access.region != nil, let end = access.end else { return "an index may lead past the end of memory" }
    return "an index may lead to byte \(end) of \(access.noun)"
  }

  private static func noun(_ access: RegionAccess, _ index: RefusedIndex, _ rejection: Rejection) -> String? {
    let state = access.register.flatMap { rejection.lastState(of: $0) }
    if let variable = variable(access, index, rejection) { return "`\(variable.name)`" }
    if access.region != nil { return access.noun }
    guard let state else { return nil }
    if let size = state.valueSize ?? state.memorySize {
      return "\(state.kind == .mapValue ? "a map value" : "memory") of \(RegionAccess.bytes(size))"
    }
    return "memory"
  }

  /// The greatest index that fits; nil where the numbers do not say.
  private static func limit(_ access: RegionAccess, _ index: RefusedIndex, _ rejection: Rejection) -> Int? {
    guard index.isAlone else { return nil }
    if access.complaint == .unbounded { return limit(register: access.register, index, rejection) }
    guard let regionSize = access.regionSize, let offset = access.offset,
      let size = access.size, index.scale > 0, let most = Int(exactly: index.range.unsignedMaximum)
    else { return nil }
    let moved = most.multipliedReportingOverflow(by: index.scale)
    let fixed = offset.subtractingReportingOverflow(moved.partialValue)
    guard !moved.overflow, !fixed.overflow, fixed.partialValue >= 0, size >= 0 else { return nil }
    if let variable = variable(access, index, rejection) {
      return last(fixed.partialValue - variable.offset, size, in: variable.size, index)
    }
    return last(fixed.partialValue, size, in: regionSize, index)
  }

  /// The greatest index with which `size` bytes from `first` on lie within `room`; -1 when there is none.
  private static func last(_ first: Int, _ size: Int, in room: Int, _ index: RefusedIndex) -> Int {
    let left = room.subtractingReportingOverflow(size)
    let most = left.partialValue.subtractingReportingOverflow(first)
    guard !left.overflow, !most.overflow, most.partialValue >= 0 else { return -1 }
    return most.partialValue / index.scale
  }

  /// The global variable that is indexed: its section is one map value, whose end is not the variable's.
  private static func variable(
    _ access: RegionAccess, _ index: RefusedIndex, _ rejection: Rejection
  ) -> GlobalVariable? {
    guard var state = access.register.flatMap({ rejection.lastState(of: $0) }) else { return nil }
    // A loop's variable, which is one number, is in the pointer's offset.
    if index.range.constant != nil { state.offset = index.base?.offset ?? state.offset }
    return rejection.globalVariable(below: state, plus: rejection.addressedBytes?.offset ?? 0)
  }

  /// The same from what the pointer and the access are: where nothing bounds the index, the message has no numbers.
  private static func limit(register: Int?, _ index: RefusedIndex, _ rejection: Rejection) -> Int? {
    guard let register, let state = rejection.lastState(of: register), let access = rejection.addressedBytes,
      let offset = Int(exactly: state.offset), index.scale > 0,
      case let first = offset.addingReportingOverflow(access.offset), !first.overflow, first.partialValue >= 0
    else { return nil }
    if let variable = rejection.globalVariable(below: state, plus: access.offset) {
      return last(first.partialValue - variable.offset, access.size, in: variable.size, index)
    }
    return (state.valueSize ?? state.memorySize).map { last(first.partialValue, access.size, in: $0, index) }
  }
}
