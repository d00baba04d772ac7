import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// A write to a packet that this type of program may only read.
public enum PacketReadOnlyExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1214", title: "a write to a packet that this type of program may only read",
    why: """
      XDP, tc, sk_skb and a few more types may write to packets directly. Programs that judge packets on their way (cgroup, \
      reuseport, LWT in and out, flow dissectors) see bytes that others may hold too, and may only read them.
      """,
    fix: "change packets in a tc or XDP program, or leave them as they are here",
    causes: [
      "a cgroup_skb program clears or marks a header field",
      "code that was written for tc is reused in a program of another type",
    ],
    repair: .init(before: "SEC(\"cgroup_skb/egress\")", after: "SEC(\"tc\")"),
    seeAlso: ["A1220", "A1255"],
    examples: [
      .init(
        "5.4 to 7.3", ["cannot write into packet"],
        summary: "the packet is written, and this type of program may only read it")
    ])

  /// A write.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { $0.hasPrefix("cannot write into packet") }) else { return nil }
    let type = rejection.program?.match.map { "\($0.programType.name) programs" } ?? "this type of program"
    let what = rejection.accessed(through: rejection.addressRegister) ?? "the packet"
    var result = explained("\(what) is written, and \(type) may only read \(what == "the packet" ? "it" : "packets")")
    result.register = rejection.addressRegister
    result.label = rejection.failureLabel(of: nil) + ", to the packet"
    result.related = rejection.sectionLine("the section says which type this is: \(type)").map { [$0] }
    return result
  }
}
