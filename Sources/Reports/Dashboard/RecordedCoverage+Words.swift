import Charts
import Records

extension RecordedCoverage {
  /// What stands for how much of the program ran: the ways of its branches, or its lines where there is no branch.
  var figure: CoverageCount { branches.total > 0 ? branches : lines }
}

extension CoverageCount {
  /// `85.7 %`; nothing of nothing.
  var percent: String { share.map { "\(NumberText.percent($0)) %" } ?? "" }

  /// The share in the colour of all or not all.
  var words: Markup {
    covered < total ? "<span class=\"doubt\">\(percent)</span>" : "<span class=\"good\">\(percent)</span>"
  }

  /// The share as a bar.
  var bar: Markup { Markup(drawn: ShareBar([ShareBar.Part(.kept, share: share ?? 0)]).svg) }
}
