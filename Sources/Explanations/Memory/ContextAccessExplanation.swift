import Analysis
import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// An access to the context that the program's type does not allow.
public enum ContextAccessExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1220", title: "a place of the context that this type of program may not access so",
    why: """
      A program's context is a window: the kernel shows each type of program certain fields, some to read only, each in \
      certain sizes. The C struct of a context is shared by many types (`struct __sk_buff` by more than ten), so that a field \
      which compiles need not be there for this one.
      """,
    fix: "use a field that this type of program may access, or the helper that does the same",
    causes: [
      "`data` and `data_end` of struct __sk_buff in a socket filter: they are for tc, cgroup and sk_skb programs",
      "a field that may only be read is written, such as `skb->len`",
      "a field is accessed in another size, or two fields at once by a cast or a memcpy",
      "the attach type does not have it: `user_ip6` in a connect4 program",
      "the first 8 bytes of a tracepoint's record (`common_type` to `common_pid`) are read, or a member that is not at a "
        + "multiple of its size: the struct in the program differs from the record",
      "an argument beyond the last one of a raw tracepoint, or a register of another machine",
    ],
    repair: .init(
      before: """
        SEC("socket")
        int first_byte(struct __sk_buff *skb)
        {
            __u8 *data = (void *)(long)skb->data;
        """,
      after: """
        SEC("socket")
        int first_byte(struct __sk_buff *skb)
        {
            __u8 byte;

            bpf_skb_load_bytes(skb, 0, &byte, sizeof(byte));
        """),
    seeAlso: ["A1221", "A1214", "A1265"],
    examples: [
      .init(
        "5.4 to 7.3", ["invalid bpf_context access off=76 size=4"],
        summary: "4 bytes at offset 76 of the context are not for this type of program"),
      .init(
        "5.4 and later", ["invalid bpf_context access off=0 size=4"],
        path: ["0: R1=ctx() R10=fp0", "0: (63) *(u32 *)(r1 +0) = r2"],
        summary: "4 bytes at offset 0 of the context may not be written by this type of program"),
      .init(
        "5.4 and later", ["invalid bpf_context access off=-8 size=8"],
        summary: "8 bytes before the start of the context are not the program's"),
    ])

  private static let access = MessageFormat("invalid bpf_context access off=%d size=%d")

  /// An access that the type's rules do not have.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let numbers = access.numbers(message), numbers.count == 2 else { continue }
      let (offset, size) = (numbers[0], numbers[1])
      let writes = rejection.failingWrites ?? false
      let field = ContextField(at: offset, of: rejection)
      let type = rejection.program?.match.map { "\($0.programType.name) programs" } ?? "this type of program"
      let register = rejection.addressRegister
      var result = explained(summary(offset, size, writes: writes, field, type: type, rejection))
      result.register = register
      result.label = rejection.failureLabel(of: nil) + (field.map { ", `\($0.name)` of struct \($0.structure)" } ?? "")
      result.related = []
      result.fixPlace = nil
      if rejection.program != nil {
        result.related = rejection.sectionLine("the section says which type this is: \(type)").map { [$0] } ?? []
      }
      if let advice = advice(field, offset, size, writes: writes, rejection) { result.advice = advice }
      // What is said of a function's arguments beside this message tells more.
      result.isGeneral = rejection.messages.count > 1
      return result
    }
    return nil
  }

  private static func summary(
    _ offset: Int, _ size: Int, writes: Bool, _ field: ContextField?, type: String, _ rejection: Rejection
  ) -> String {
    let bytes = RegionAccess.bytes(size)
    if offset < 0 { return "\(bytes) before the start of the context are not the program's" }
    if let field {
      let member = rejection.accessedMember.map { "`\($0)`" } ?? "`\(field.name)` of struct \(field.structure)"
      let place = field.offset == 0 ? "" : " from its byte \(field.offset) on"
      if field.offset != 0 || size > field.size {
        return
          "\(bytes) of the context are \(writes ? "written" : "read")\(place) at \(member), which has \(field.size)"
      }
      return "\(member) may not be \(writes ? "written" : "read") by \(type)"
        + (size < field.size ? " in part: \(size) of its \(field.size) bytes" : "")
    }
    if let total = ContextField.size(of: rejection), offset >= total {
      return "\(bytes) at offset \(offset) lie behind the end of the context, which has \(total)"
    }
    return writes
      ? "\(bytes) at offset \(offset) of the context may not be written by \(type)"
      : "\(bytes) at offset \(offset) of the context \(size == 1 ? "is" : "are") not for \(type)"
  }

  private static func advice(
    _ field: ContextField?, _ offset: Int, _ size: Int, writes: Bool, _ rejection: Rejection
  ) -> String? {
    if rejection.program?.match?.programType == .tracepoint {
      if writes { return "leave the tracepoint's record as it is: it may only be read" }
      if offset < 8 {
        return "leave the record's first 8 bytes alone; bpf_get_current_pid_tgid tells who is running"
      }
      if size > 0, offset % size != 0 {
        return "give the struct the layout of the tracepoint's format file: members are read at multiples of their size"
      }
      return nil
    }
    guard let field, field.structure == "__sk_buff", let type = rejection.program?.match?.programType else {
      return nil
    }
    switch field.name {
    case "data", "data_end", "data_meta":
      return type == .socketFilter
        ? "read the packet with bpf_skb_load_bytes: socket filters have no direct access"
        : "read the packet with bpf_skb_load_bytes"
    case "len" where writes: return "change the length with bpf_skb_change_tail"
    default: return nil
    }
  }
}
