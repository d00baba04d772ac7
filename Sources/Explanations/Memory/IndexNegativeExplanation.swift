import BPFObject
import Findings
import VerifierLog

/// An index that may be negative.
public enum IndexNegativeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1206", title: "an index that may be negative",
    why: """
      Before the start of a map value, a packet or other memory lies what is not the program's. A signed variable that is \
      only checked at its upper end may still be negative, and the verifier takes it for that.
      """,
    fix: "make the index unsigned, or also check that it is at least 0",
    causes: [
      "the index is an int, and the check is `i < N` only",
      "the index is a difference, and nothing says which of the two is greater",
      "a helper's result that may be an error (-EFAULT) is used as an index or a length",
      "signed division or modulo leaves the sign: `i % N` of a negative `i` is negative",
    ],
    repair: .init(
      before: """
        int i = read_index();

        if (i < N)
            sum += table[i];
        """,
      after: """
        int i = read_index();

        if (i >= 0 && i < N)
            sum += table[i];
        """),
    seeAlso: ["A1202", "A1212", "A1056"],
    examples: [
      .init(
        "5.4 and later",
        ["R0 min value is negative, either use unsigned index or do a if (index >=0) check."],
        summary: "an index into memory may be negative"),
      .init(
        "5.8 and later",
        [
          "invalid access to map value, value_size=512 off=-112 size=8",
          "R2 min value is outside of the allowed memory range",
        ], summary: "a map value of 512 bytes is accessed 112 bytes before its start"),
      .init(
        "5.4 and later", ["invalid access to map value, value_size=8 off=-4 size=4"],
        summary: "a map value of 8 bytes is accessed 4 bytes before its start"),
      .init(
        "5.10 and later",
        [
          "R2 min value is negative, either use unsigned index or do a if (index >=0) check.",
          "R2 min value is outside of the allowed memory range",
        ], summary: "an index into memory may be negative"),
    ])

  /// An index without a lower bound.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), isNegative(access) else { return nil }
    let register = access.register ?? rejection.addressRegister
    guard let register, let index = rejection.index(of: register),
      index.range.signedMinimum < 0 || (access.offset ?? 0) < 0
    else {
      let offset = access.offset ?? 0
      var result = explained(
        access.region != nil && offset < 0
          ? "\(access.noun) is accessed \(RegionAccess.bytes(-max(offset, -Int.max))) before its start"
          : "an index into memory may be negative")
      result.register = register
      return result
    }
    // What is added to the index as a constant is in the pointer's offset.
    let tried = access.offset.flatMap { $0 < 0 && $0 % index.scale == 0 ? Int64($0 / index.scale) : nil }
    let least = tried ?? index.range.signedMinimum
    let be = least < 0 && least > -(1 << 32) ? "may be \(least)" : "may be negative"
    var result = explained(
      "\(index.called), an index into \(region(rejection.lastState(of: register), rejection)), \(be)")
    result.register = register
    result.label =
      index.range.signedMinimum < 0
      ? "\(index.called) is \(ValueWords.range(index.range)) here" : "\(index.called) \(be) here"
    if let note = index.note { result.notes.append(note) }
    if let name = index.name {
      result.advice = "make `\(name)` unsigned, or check that it is at least 0 on the path to this line"
    }
    return result
  }

  /// Whether an access may begin before the start of its memory.
  static func isNegative(_ access: RegionAccess) -> Bool {
    access.complaint == .negative
      || (access.region != .packet && (access.offset ?? 0) < 0
        && (access.complaint == nil || access.complaint == .minimum))
  }

  private static func region(_ state: RegisterState?, _ rejection: Rejection) -> String {
    if let state, let variable = rejection.globalVariable(below: state, plus: rejection.addressedBytes?.offset ?? 0) {
      return "`\(variable.name)`"
    }
    return switch state?.kind {
    case .mapValue: "a map value"
    case .packet: "the packet"
    case .mapKey: "a map key"
    default: "memory"
    }
  }
}
