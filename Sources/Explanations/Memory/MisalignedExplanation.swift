import Findings
import VerifierLog

/// An access that is not at a multiple of its size where it has to be.
public enum MisalignedExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1260", title: "an access that is not at a multiple of its size",
    why: """
      The stack is always accessed at multiples of the access's size, and so is everything by atomic operations. On machines \
      without cheap unaligned access, and in loads with BPF_F_STRICT_ALIGNMENT, that holds for packets, map values and all \
      else, too; a packet's start then counts as 2 bytes off, as behind an Ethernet header.
      """,
    fix:
      "put the member at a multiple of its size (no packing, or padding before it), or copy it with __builtin_memcpy",
    causes: [
      "a packed struct puts a counter for `__sync_fetch_and_add` at an odd place",
      "a buffer of bytes on the stack is cast to a pointer to larger numbers: declare it `__attribute__((aligned(8)))`",
      "a header behind a variable-length one is read whole on a strict machine",
    ],
    repair: .init(
      before: "struct counter {\n    __u32 kind;\n    __u64 count;\n} __attribute__((packed));",
      after: "struct counter {\n    __u32 kind;\n    __u64 count;\n};"),
    seeAlso: ["A1269"],
    examples: [
      .init(
        "5.4 to 7.3", ["misaligned value access off 0+0+4 size 8"],
        summary: "8 bytes of a map value are accessed at offset 4, which is not a multiple of 8"),
      .init(
        "5.4 to 7.3", ["misaligned stack access off (0x0; 0x0)+0+-12 size 8"],
        summary: "8 bytes of the stack are accessed at offset -12, which is not a multiple of 8"),
      .init(
        "5.4 to 7.3", ["misaligned packet access off 2+(0x0; 0x0)+0+14 size 4"],
        summary: "4 bytes of the packet are accessed at offset 14, which counts as 16 and has to be a multiple of 4"),
      .init(
        "5.4 and later", ["misaligned access off (0x0; 0xff)+0+1 size 4"],
        summary: "4 bytes of memory are accessed at an offset that need not be a multiple of 4"),
      .init(
        "7.1 and later", ["misaligned packet access off 2+(0x0; 0x0)+15 size 4"],
        summary: "4 bytes of the packet are accessed at offset 15, which counts as 17 and has to be a multiple of 4"),
      .init(
        "7.1 and later", ["misaligned value access off 4+0 size 8"],
        summary: "8 bytes of a map value are accessed at offset 4, which is not a multiple of 8"),
    ])

  private static let packet = MessageFormat("misaligned packet access off %d+%s size %d")
  private static let any = MessageFormat("misaligned %saccess off %s size %d")

  /// A misaligned access.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let captures = packet.match(message), let shift = Int(captures[0]), let size = Int(captures[2]) {
        let offset = total(captures[1])
        return told(
          offset.map { value in
            let sum = value.addingReportingOverflow(shift).partialValue
            return
              "\(RegionAccess.bytes(size)) of the packet are accessed at offset \(value), which counts as \(sum) and has to "
              + "be a multiple of \(size)"
          }
            ?? "\(RegionAccess.bytes(size)) of the packet are accessed at an offset that need not be a multiple of \(size)",
          rejection)
      }
      guard let captures = any.match(message), let size = Int(captures[2]) else { continue }
      let noun =
        switch captures[0].dropLast(captures[0].hasSuffix(" ") ? 1 : 0) {
        case "": "memory"
        case "value": "a map value"
        case "key": "a map key"
        case let word: "the \(word)"
        }
      let offset = total(captures[1])
      return told(
        offset.map {
          "\(RegionAccess.bytes(size)) of \(noun) are accessed at offset \($0), which is not a multiple of \(size)"
        }
          ?? "\(RegionAccess.bytes(size)) of \(noun) are accessed at an offset that need not be a multiple of \(size)",
        rejection)
    }
    return nil
  }

  private static func told(_ summary: String, _ rejection: Rejection) -> Explained {
    var result = explained(summary)
    result.register = rejection.addressRegister
    result.label = rejection.failureLabel(of: nil)
    if let register = result.register, let state = rejection.lastState(of: register),
      let offset = rejection.addressedBytes?.offset, let field = ValueField(at: state, plus: offset, of: rejection)
    {
      result.label = rejection.failureLabel(of: nil) + ", at `\(field.name)` of struct \(field.structure)"
      result.advice = "put `\(field.name)` at a multiple of its size: without packing, or with padding before it"
      result.fixPlace = rejection.memberDeclaration(
        field.name, of: field.structure, "`\(field.name)` is at offset \(field.start) of its struct")
    }
    return result
  }

  /// The sum of `0+0+4` or `(0x0; 0x0)+0+-12`; nil where the first term is not one number.
  private static func total(_ text: Substring) -> Int? {
    var sum = 0
    for term in text.split(separator: "+") {
      let value: Int?
      if let bits = MessageFormat("(0x%x; 0x%x)").match(String(term)) {
        value = bits[1] == "0" ? Int(bits[0], radix: 16) : nil
      } else {
        value = Int(term)
      }
      guard let value, case let next = sum.addingReportingOverflow(value), !next.overflow else { return nil }
      sum = next.partialValue
    }
    return sum
  }
}
