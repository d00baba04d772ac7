import Findings
import VerifierLog

/// The few source lines that tell how it came to a refusal, oldest first.
struct Story {
  /// More than this a reader does not follow.
  static let longest = 4

  private let rejection: Rejection

  init(_ rejection: Rejection) {
    self.rejection = rejection
  }

  /// The events as labelled lines, one a line, at most four. The weightiest stands among the first two: lighter ones
  /// before it are left out rather than hide it.
  func spans(_ events: [StoryEvent], besides primary: LabelledSpan) -> [LabelledSpan] {
    var told: [(event: StoryEvent, span: LabelledSpan)] = []
    for event in events.sorted(by: { ($0.step, $0.weight) < ($1.step, $1.weight) }) {
      let later = event.laterSlot.flatMap { rejection.span(ofSlot: $0, event.label) }
      let span = later ?? rejection.span(event.step, event.label)
      if Self.isSameLine(span, primary) { continue }
      // A line's last step is what its earlier ones come to, unless those weigh more.
      if let index = told.firstIndex(where: { Self.isSameLine($0.span, span) }) {
        if told[index].event.weight > event.weight { continue }
        told.remove(at: index)
      }
      told.append((event, span))
    }
    while told.count > Self.longest, let lightest = told.map(\.event.weight).min(),
      let index = told.firstIndex(where: { $0.event.weight == lightest })
    {
      told.remove(at: index)
    }
    if let heaviest = told.map(\.event.weight).max() {
      while let last = told.lastIndex(where: { $0.event.weight == heaviest }), last > 1,
        let index = told[..<last].lastIndex(where: { $0.event.weight < heaviest })
      {
        told.remove(at: index)
      }
    }
    return told.map(\.span)
  }

  /// Where no line is known, the text stands for the place.
  private static func isSameLine(_ left: LabelledSpan, _ right: LabelledSpan) -> Bool {
    left.span.isSameLine(as: right.span) && (left.span.line > 0 || left.text == right.text)
  }
}
