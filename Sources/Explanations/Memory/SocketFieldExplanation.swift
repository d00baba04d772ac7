import Findings
import VerifierLog

/// A place of a socket that its kind does not show.
public enum SocketFieldExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1265", title: "a place of a socket that programs may not read, or not of this kind of socket",
    why: """
      Of sockets a program sees the members of struct bpf_sock, struct bpf_tcp_sock or struct bpf_xdp_sock, each to read. \
      `skb->sk` and the lookups of sockets give one that may be a request or time-wait socket (`sock_common`): only its \
      family, type, protocol, addresses, ports and state are there.
      """,
    fix:
      "make a full socket of it first: `sk = bpf_sk_fullsock(sk)`, checked for NULL; for TCP's members, bpf_tcp_sock(sk)",
    causes: [
      "`skb->sk->mark` or `->priority` of a socket that bpf_sk_fullsock has not seen",
      "a member is written",
      "a member is read in another size, or past the struct's end",
    ],
    repair: .init(
      before: "if (skb->sk)\n    mark = skb->sk->mark;",
      after: "struct bpf_sock *sk = skb->sk;\n\nif (sk)\n    sk = bpf_sk_fullsock(sk);\nif (sk)\n    mark = sk->mark;"),
    seeAlso: ["A1201", "A1220"],
    examples: [
      .init(
        "5.4 to 7.3", ["R1 invalid sock_common access off=16 size=4"],
        summary: "4 bytes at offset 16 of a socket that may not be a full one are not a program's to read"),
      .init(
        "5.4 and later", ["R1 invalid sock access off=80 size=4"],
        summary: "4 bytes at offset 80 of a socket are not a program's to access"),
      .init(
        "5.4 and later", ["R6 invalid tcp_sock access off=200 size=8"],
        summary: "8 bytes at offset 200 of a TCP socket are not a program's to access"),
    ])

  private static let access = MessageFormat("%r invalid %w access off=%d size=%d")

  /// A socket's place.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = access.match(message), let register = Int(captures[0]),
        captures[1].contains("sock") || captures[1] == "word",
        let size = Int(captures[3])
      else { continue }
      let what = rejection.accessedMember.map { "`\($0)`" } ?? "\(RegionAccess.bytes(size)) at offset \(captures[2])"
      let isCommon = captures[1] == "sock_common"
      let noun =
        switch captures[1] {
        case "sock_common": "a socket that may not be a full one"
        case "tcp_sock": "a TCP socket"
        case "xdp_sock": "an AF_XDP socket"
        default: "a socket"
        }
      let isOne = rejection.accessedMember != nil
      var result = explained(
        "\(what) of \(noun) \(isOne ? "is" : "are") not a program's to \(isCommon ? "read" : "access")")
      result.register = register
      let name = rejection.name(of: register).map { "`\($0)`" } ?? "the socket"
      result.label =
        rejection.failureLabel(of: nil) + (isCommon ? "; \(name) may be a request or time-wait socket" : "")
      if isCommon {
        result.advice = "use bpf_sk_fullsock first and check its result for NULL: `sk = bpf_sk_fullsock(sk)`"
      } else {
        result.advice =
          "read only the members of struct bpf_sock (bpf_tcp_sock, bpf_xdp_sock), each whole, and write none"
      }
      return result
    }
    return nil
  }
}
