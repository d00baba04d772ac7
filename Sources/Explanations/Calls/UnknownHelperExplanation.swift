import BPF
import BPFObject
import KernelFacts

/// A helper number that the kernel does not have.
public enum UnknownHelperExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1503", title: "a helper that this kernel does not have",
    why: """
      A helper is called by its number. The headers that the program was compiled with know the newest ones; an older \
      kernel has no function behind the number.
      """,
    fix:
      "ask first with bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_...), or load on a kernel that has the helper",
    causes: [
      "The program was written for a newer kernel than the one that loads it.",
      "The helper's number was written by hand, or a static function pointer stands where a helper was meant.",
      "A call was not relocated: the object was loaded without libbpf's (or another loader's) linking step.",
    ],
    repair: .init(
      before: "now = bpf_ktime_get_tai_ns();",
      after: """
        if (bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_ktime_get_tai_ns))
            now = bpf_ktime_get_tai_ns();
        else
            now = bpf_ktime_get_ns();
        """),
    seeAlso: ["A1502", "A1507"],
    examples: [
      .init(
        "5.4 and later", ["invalid func unknown#208"],
        summary: "bpf_ktime_get_tai_ns is called, which this kernel does not have: it came with 6.1"),
      .init(
        "5.4 and later", ["invalid func unknown#9999"],
        summary: "helper 9999 is called, which this kernel does not have"),
    ])

  private static let format = MessageFormat("invalid func %w#%d")
  /// What libbpf writes where a CO-RE relocation failed (195896080, 0xbad2310), a map was not created (from 2001000000)
  /// or a kernel function is missing (from 2002000000).
  private static let poison: [ClosedRange<Int>] = [195_896_080...195_896_080, 2_001_000_000...2_002_999_999]

  /// A call of nothing.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let number = rejection.first(of: [format]).flatMap({ Int($0[1]) }),
      !poison.contains(where: { $0.contains(number) })
    else { return nil }
    if number == -1 || number == 0 {
      return explained(
        "a call leads nowhere: what it calls was never linked",
        advice:
          "define the function that is called in this object, or link the object that has it; load with a loader that "
          + "relocates calls")
    }
    guard let helper = UInt32(exactly: number).map(HelperID.init(rawValue:)), let name = helper.name,
      let since = HelperFacts.of(helper)?.since
    else { return explained("helper \(number) is called, which this kernel does not have") }
    return explained("\(name) is called, which this kernel does not have: it came with \(since)")
  }
}
