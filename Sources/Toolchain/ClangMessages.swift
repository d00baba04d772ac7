import Findings

/// What clang printed, as findings. It is asked for one line a message, without carets and colours, with source ranges;
/// this form has not changed from clang 11 to 21. With `-H` the headers that were read stand between the messages.
struct ClangMessages {
  /// Errors and warnings in clang's order, notes with the finding that they belong to.
  private(set) var findings: [Finding] = []
  /// The headers that were read, in order, each once.
  private(set) var headers: [String] = []
  /// Lines that are none of these.
  private(set) var unrecognized: [String] = []
  /// Whether code generation found a frame over the limit.
  private(set) var exceedsStack = false
  /// Whether `#include "vmlinux.h"` found nothing.
  private(set) var lacksKernelHeader = false

  private let source: String
  private let claim: Claim
  private var includedFrom: [String] = []
  private var stackFinding: Int?
  private var knownHeaders: Set<String> = []

  /// More errors than anyone reads; clang itself stops after 19, but warnings have no limit.
  private static let findingLimit = 1000
  private static let relatedLimit = 4
  private static let noteLimit = 16

  /// Reads the messages of one run for `source`.
  init(_ text: String, source: String, clang: String) {
    self.source = source
    claim = .inferred(because: "\(clang) says so")
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) { read(Substring(line)) }
  }

  private mutating func read(_ line: Substring) {
    if let header = Self.header(line) {
      if knownHeaders.insert(header).inserted { headers.append(header) }
    } else if line.hasPrefix("In file included from ") {
      // Ends with a colon: `In file included from a.bpf.c:3:`.
      includedFrom.append(String(line.dropFirst("In file included from ".count).dropLast()))
    } else if let message = ClangMessage(line, source: source, headers: headers) {
      take(message)
      includedFrom = []
    } else if !line.allSatisfy(\.isWhitespace), !Self.isTotal(line), unrecognized.count < Self.findingLimit {
      unrecognized.append(String(line))
    }
  }

  private mutating func take(_ message: ClangMessage) {
    if message.text == "'vmlinux.h' file not found" { lacksKernelHeader = true }
    guard message.severity != .note else { return addNote(message) }
    let context = includedFrom.map { "included from \($0)" }
    if message.text.contains("BPF stack limit") {
      exceedsStack = true
      guard let known = stackFinding else {
        stackFinding = findings.count
        findings.append(
          Finding(
            severity: .error, title: "the stack of a function is over the BPF limit of 512 bytes",
            primary: message.span.map { LabelledSpan($0, label: "this needs stack past the limit") }, notes: context,
            fix: "Move large variables into a per-CPU array map, or make them smaller.", claim: claim))
        return
      }
      // clang reports every access past the limit: a handful of places tells the story.
      guard let span = message.span, findings[known].related.count < Self.relatedLimit,
        findings[known].primary?.span != span, !findings[known].related.contains(where: { $0.span == span })
      else { return }
      findings[known].related.append(LabelledSpan(span, label: "and this"))
      return
    }
    guard findings.count < Self.findingLimit else { return }
    findings.append(
      Finding(
        severity: message.severity, title: message.text,
        primary: message.span.map { LabelledSpan($0, label: message.text) }, notes: context, claim: claim))
  }

  private mutating func addNote(_ note: ClangMessage) {
    // clang 21 cannot place every frame; the note says no more than the missing column does.
    guard !note.text.hasPrefix("could not determine the original source location") else { return }
    guard let last = findings.indices.last else { return unrecognized.append(note.text) }
    if let span = note.span, findings[last].related.count < Self.relatedLimit {
      findings[last].related.append(LabelledSpan(span, label: note.text))
    } else if findings[last].notes.count < Self.noteLimit {
      findings[last].notes.append(note.span.map { "\($0): \(note.text)" } ?? note.text)
    }
  }

  /// `-H` prints one dot for each level of inclusion, a space and the path.
  private static func header(_ line: Substring) -> String? {
    let rest = line.drop { $0 == "." }
    guard rest.startIndex != line.startIndex, rest.first == " " else { return nil }
    return String(rest.dropFirst())
  }

  /// `2 warnings and 1 error generated.`
  private static func isTotal(_ line: Substring) -> Bool {
    line.hasSuffix(" generated.") && line.first?.isNumber == true
  }
}
