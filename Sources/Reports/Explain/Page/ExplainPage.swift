import Charts
import Explanations
import Findings
import Jobs
public import VerifierLog

/// A report as one HTML page that needs no network: the findings, and each failing path to walk through, with C,
/// instructions, registers and stack in step.
public struct ExplainPage {
  /// Bytes of paths that a page carries at most, all logs together; with the rest it stays below 10 MB.
  public static let budget = 8 << 20
  /// Bytes of the verifier's own words that a page carries at most.
  private static let messageBudget = 512 << 10

  private let report: ExplainReport
  private let traces: [Trace]

  /// The report, and the path of each of its logs.
  public init(_ report: ExplainReport, traces: [Trace]) {
    self.report = report
    self.traces = traces
  }

  /// The page.
  public func render() throws -> String {
    let refused = zip(report.logs, traces).filter { $0.0.finding != nil }
    let share = Self.budget / max(1, refused.count)
    let words = Self.messageBudget / max(1, refused.count)
    let walks = refused.compactMap { log, trace in
      log.finding.map { Self.data($0, log, trace, budget: share, words: words) }
    }
    let data = MarkupText.seen(String(decoding: try CanonicalJSON.encode(walks), as: UTF8.self))
      // Nothing in it may end the script's element.
      .replacing("<", with: "\\u003c")
    let accepted = report.logs.count { $0.verdict == .accepted }
    let others = report.logs.count - accepted - refused.count
    let summary =
      "\(refused.count) refused, \(accepted) accepted" + (others > 0 ? ", \(others) without a verdict" : "")
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width">
      <title>assay explain</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      <header><nav id="logs"></nav><span id="summary">\(summary)</span>
      <input id="search" type="search" placeholder="search  ( / )" autocomplete="off">
      <span id="found"></span><button id="help" title="keys">?</button></header>
      <section id="finding"></section>
      <main>
      <div class="pane"><h2>The path, in C</h2><div id="path" class="list" tabindex="0"></div></div>
      <div class="pane"><h2>Instructions</h2><div id="code" class="list" tabindex="0"></div></div>
      <div class="pane"><h2 id="where">State</h2><div id="state"></div></div>
      </main>
      <dialog id="keys"></dialog>
      <noscript>This page needs its script to show the path.</noscript>
      <script type="application/json" id="data">\(data)</script>
      <script>\(PageScript.text)</script>
      </body>
      </html>

      """
  }

  private static func data(
    _ finding: Finding, _ log: ExplainedLog, _ trace: Trace, budget: Int, words: Int
  ) -> WalkData {
    var recorder = WalkRecorder(trace)
    let selection = WalkSelection(trace, &recorder, budget: budget)
    let page = finding.id.flatMap { Explainer.page($0) }
    let spans = finding.related + (finding.primary.map { [$0] } ?? [])
    let story = spans.enumerated().map { index, span in
      let isPrimary = index == spans.count - 1 && finding.primary != nil
      return WalkData.Story(
        label: cut(span.label), place: span.span.file.isEmpty ? "" : "\(name(span.span.file)):\(span.span.line)",
        text: cut(String((span.text ?? "").drop(while: \.isWhitespace))),
        step: step(of: span, isPrimary: isPrimary, trace).flatMap { selection.places[$0] } ?? -1)
    }
    var room = words
    let messages = log.context.messages.map(cut).prefix { message in
      room -= message.utf8.count + 4
      return room > 0
    }
    let place = [
      finding.primary.flatMap { $0.span.file.isEmpty ? nil : $0.span.placeWords } ?? "",
      log.context.words(program: finding.program),
    ].filter { !$0.isEmpty }.joined(separator: "  ")
    return WalkData(
      texts: selection.texts, sources: selection.sources, steps: selection.steps,
      title: (finding.id.map { "\($0) " } ?? "") + cut(finding.title), place: cut(place), story: story,
      messages: Array(messages), notes: (finding.notes + log.notes).map(cut), fix: finding.fix.map(cut),
      repair: RepairExample.lines(of: page, for: finding).map { "\($0.sign)\($0.text)" },
      why: page?.why)
  }

  /// The step that a span is of: the path's last one of its instruction.
  private static func step(of span: LabelledSpan, isPrimary: Bool, _ trace: Trace) -> Int? {
    guard let instruction = span.instruction else { return isPrimary ? trace.steps.indices.last : nil }
    return trace.steps.lastIndex { $0.slot == instruction }
  }

  private static func name(_ file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }

  private static func cut(_ text: String) -> String {
    text.utf8.count > 2_000 ? String(decoding: text.utf8.prefix(2_000), as: UTF8.self) + "…" : text
  }
}
