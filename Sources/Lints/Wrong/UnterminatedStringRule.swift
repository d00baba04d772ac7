public import Findings
import Analysis
import BPF
import BPFObject
import BTF

/// Bytes of another memory, printed as a string that ends somewhere.
public enum UnterminatedStringRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2108", name: "unterminated-string", group: .wrong, severity: .warning,
    title: "bytes that were read with a fixed size are printed as a string",
    why: """
      bpf_probe_read_user and bpf_copy_from_user copy as many bytes as they are told, whether a string ends there or not. \
      A longer one fills the whole buffer and has no end: %s goes on into what stands behind it on the stack.
      """,
    fix: "read it with bpf_probe_read_user_str or bpf_probe_read_kernel_str, which end what they cut")

  private static let readers: Set<String> = [
    "bpf_probe_read", "bpf_probe_read_user", "bpf_probe_read_kernel", "bpf_copy_from_user",
  ]

  /// The first such print of each buffer that a read filled to its end.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      let reads = program.flow.calls.compactMap { call in FilledBuffer(call, in: program) }
      guard !reads.isEmpty else { return [] }
      var told: Set<Int> = []
      return program.calls(of: "bpf_trace_printk").compactMap { print -> Finding? in
        let strings = strings(of: print, subject)
        let read = reads.first { read in
          strings.contains(read.offset) && read.call.function == print.function
            && program.flow.dominates(
              (read.call.index, read.call.block), (print.index, print.block), in: print.function)
            && !isEnded(read, before: print, in: program)
        }
        guard let read, told.insert(read.call.slot).inserted else { return nil }
        return finding(
          "\(read.name) is printed as a string, and nothing ends it", in: program, slot: print.slot,
          label: "goes on behind its \(read.size) bytes",
          related: [program.span(read.call.slot, "fills all of it")],
          claim: .inferred(because: "the read fills the buffer to its last byte"))
      }
    }
  }

  /// A buffer on the stack that a call fills to its end.
  private struct FilledBuffer {
    var call: CallFact
    var offset: Int
    var size: Int
    var name: String

    /// Nil unless the source line gives the buffer and its own size: how long a variable is, instructions do not tell.
    init?(_ call: CallFact, in program: LintedProgram) {
      guard let helper = call.helper?.name, readers.contains(helper), case .frame(let offset) = call.arguments[0],
        case .constant(let size) = call.arguments[1], (1...512).contains(size),
        let text = program.span(call.slot, "").text?.filter({ !$0.isWhitespace }),
        let open = text.firstRange(of: helper + "(")?.upperBound
      else { return nil }
      let name = text[open...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard !name.isEmpty, text[open...].hasPrefix("\(name),sizeof(\(name)),") else { return nil }
      self.call = call
      self.offset = offset
      self.size = Int(size)
      self.name = String(name)
    }
  }

  /// Whether a zero was put at the buffer's end.
  private static func isEnded(_ read: FilledBuffer, before print: CallFact, in program: LintedProgram) -> Bool {
    let state = program.flow.values[print.function].state(before: print.index, in: print.block)
    return state?.stack(at: read.offset + read.size - 1, size: .byte) == .constant(0)
  }

  /// The places on the stack that a print takes for strings.
  private static func strings(of print: CallFact, _ subject: LintSubject) -> [Int] {
    guard case .variable(let index, let offset) = print.arguments[0], subject.object.maps.indices.contains(index),
      let number = subject.object.maps[index].sectionIndex, subject.object.sections.indices.contains(number)
    else { return [] }
    let bytes = subject.object.bytes(of: subject.object.sections[number])
    guard offset >= 0, offset < bytes.count else { return [] }
    let format = bytes[offset..<min(bytes.count, offset + 256)].array.prefix { $0 != 0 }
    return conversions(Array(format)).enumerated().compactMap { place, kind in
      guard kind == UInt8(ascii: "s"), place + 2 < print.arguments.count,
        case .frame(let offset) = print.arguments[place + 2]
      else { return nil }
      return offset
    }
  }

  /// The letters of a format's conversions, in order.
  private static func conversions(_ format: [UInt8]) -> [UInt8] {
    var kinds: [UInt8] = []
    var rest = format[...]
    while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
      rest = rest[(percent + 1)...].drop { "0123456789.-+ #lhz".utf8.contains($0) }
      guard let kind = rest.popFirst() else { break }
      if kind != UInt8(ascii: "%") { kinds.append(kind) }
    }
    return kinds
  }
}
