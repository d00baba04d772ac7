import Analysis
import BPFObject
import Findings
import VerifierLog

/// A map value accessed at a fixed place behind its end.
public enum ValueTooSmallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1207", title: "a map value is smaller than what is accessed of it",
    why: """
      A map's values have the size that its declaration gives. What the program reads or writes at a fixed place has to lie \
      inside, whatever type the pointer was cast to. Every kernel demands this.
      """,
    fix: "declare the map with the type that the program uses (`__type(value, ...)`), or use the type that the map has",
    causes: [
      "the result of bpf_map_lookup_elem is cast to a larger type: `__u64 *` for a map of `__u32`",
      "the struct grew, and the map still gives the old size (`__uint(value_size, 4)`)",
      "the lookup is in another map than the one meant",
      "a constant index is past the array's end, or a loop makes one round too many",
      "`__uint(value_size, sizeof(struct s *))`: the size of a pointer",
    ],
    repair: .init(
      before: """
        __type(value, __u32);
        ...
        __u64 *when = bpf_map_lookup_elem(&started, &pid);
        """,
      after: """
        __type(value, __u64);
        ...
        __u64 *when = bpf_map_lookup_elem(&started, &pid);
        """),
    seeAlso: ["A1202", "A1208", "A1210"],
    examples: [
      .init(
        "5.4 to 7.3",
        [
          "invalid access to map value, value_size=4 off=0 size=8",
          "R6 min value is outside of the allowed memory range",
        ], summary: "8 bytes are accessed at offset 0 of a map value that has 4"),
      .init(
        "5.4 to 5.7", ["invalid access to map value, value_size=8 off=8 size=8"],
        summary: "8 bytes are accessed at offset 8 of a map value that has 8"),
      .init(
        "5.4 to 5.7",
        ["invalid access to map value, value_size=16 off=20 size=1", "R0 min value is outside of the array range"],
        summary: "1 byte is accessed at offset 20 of a map value that has 16"),
    ])

  /// An access past a value's end, of which no variable is the cause.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let access = RegionAccess(rejection.messages), access.region == .mapValue, let size = access.size, size > 0,
      access.complaint == nil || access.complaint == .minimum, let offset = access.offset, offset >= 0,
      let has = access.regionSize, !HelperSizeTooLargeExplanation.fits(access, rejection)
    else { return nil }
    let register = access.register ?? rejection.addressRegister
    guard rejection.steppedIndex(of: register) == nil, rejection.steppedPointer(of: register) == nil else { return nil }
    let state = register.flatMap { rejection.lastState(of: $0) }
    let what = rejection.accessed(through: register)
    let verb = rejection.failingWrites.map { $0 ? "written" : "read" } ?? "accessed"
    let are = "\(RegionAccess.bytes(size)) \(size == 1 ? "is" : "are") \(verb)"
    let value = state?.map.map { "a value of the map \($0)" } ?? "a map value"
    var result = explained("\(are) at offset \(offset) of \(value) that has \(has)")
    result.register = register
    result.label = "\(are) at offset \(offset) here\(what.map { ", through \($0)" } ?? ""); the value has \(has)"
    if let map = state?.map {
      result.fixPlace = declaredSize(of: map, bytes: has, rejection)
      result.advice = "declare `\(map)` with a value of the type that is used here, or use the type that it has"
    }
    return result
  }

  /// Where the program declares the value's size; of a section of globals, nothing declares it.
  private static func declaredSize(of map: String, bytes: Int, _ rejection: Rejection) -> LabelledSpan? {
    // The log cuts names at 15 letters.
    let name = rejection.object?.maps.first { $0.name == map || $0.name.hasPrefix(map) && map.utf8.count == 15 }?.name
    return rejection.mapLine(name ?? map, field: "value", "a value of this map has \(RegionAccess.bytes(bytes))")
      ?? rejection.mapLine(name ?? map, field: "value_size", "a value of this map has \(RegionAccess.bytes(bytes))")
  }
}
