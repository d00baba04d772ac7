public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A port of the packet, or of a socket, compared in the machine's byte order.
public enum UnswappedPortRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2120", name: "unswapped-port", group: .wrong, severity: .error,
    title: "a port in network byte order is compared with a number as it is written",
    why: """
      The ports of a TCP or UDP header, skc_dport of a kernel's socket and user_port of struct bpf_sock_addr are in network \
      byte order. On a little-endian machine the port 53 reads 0x3500 there: compared with 53 it never fits.
      """,
    fix: "compare with bpf_htons(PORT), or with the port after bpf_ntohs()", seeAlso: ["A2116"])

  /// Members of headers and sockets that hold a port in network order.
  private static let members: Set<String> = [
    "source", "dest", "th_sport", "th_dport", "uh_sport", "uh_dport", "skc_dport", "user_port", "msg_src_port",
  ]

  /// Each comparison of such a member, as it was read, with a number that its line has as a literal.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      program.findings { instruction, state in
        guard case .branch(let condition, _, let left, let operand, _) = instruction.kind,
          condition == .equal || condition == .notEqual, let load = load(state[left]),
          case .constant(let number) = state.value(of: operand), (1...0xffff).contains(number),
          number >> 8 != number & 0xff, let member = member(readAt: load, in: program)
        else { return nil }
        let slot = instruction.slot
        let place = program.span(slot, "\(member) has network order")
        // What the line says decides: a macro, or a number of another name, may be swapped already.
        guard let text = place.text, let literal = literal(number, in: text), !text.contains("hton") else { return nil }
        let isDeclared = subject.sources[place.span.file]?.text.contains("bpf/bpf_endian.h") ?? false
        return finding(
          "\(member) is compared with \(literal) in the machine's byte order: it never fits", in: program, slot: slot,
          primary: place, fix: "compare with bpf_htons(\(literal))",
          edit: isDeclared ? Edit(place, replacing: literal, with: "bpf_htons(\(literal))") : nil,
          claim: .inferred(because: "the value is read as it is, and the number stands in the line"))
      }
    }
  }

  /// The slot of the load that a value was read by, as it is.
  private static func load(_ value: SymbolicValue) -> Int? {
    switch value {
    case .loaded(let slot, .half, _, _): slot
    case .loaded(let slot, .word, _, let address) where address.base == .context: slot
    case .truncated(let inner): load(inner)
    default: nil
    }
  }

  /// The port's member that a load's line names; nil where it names none, or several, or swaps it.
  private static func member(readAt slot: Int, in program: LintedProgram) -> String? {
    guard let text = program.span(slot, "").text, !text.contains("ntoh") else { return nil }
    let words = text.split { !SourceNames.isWord($0.utf8.first ?? 0) }.map(String.init)
    let named = Set(words.filter(members.contains))
    guard named.count == 1, let name = named.first, text.contains("->\(name)") || text.contains(".\(name)") else {
      return nil
    }
    return name
  }

  /// The number as the line has it, decimal or hexadecimal.
  private static func literal(_ number: Int64, in text: String) -> String? {
    text.split { !SourceNames.isWord($0.utf8.first ?? 0) }.map(String.init).first { word in
      word.hasPrefix("0x") ? Int64(word.dropFirst(2), radix: 16) == number : Int64(word) == number
    }
  }
}
