public import Findings
import BPFObject
import VerifierLog

/// Finds the explanation that fits a rejection.
public enum Explainer {
  /// What a rejection means. Explanations are asked in the order of their ids, those of messages that stand beside others
  /// last; what none knows is given as it is, as A1000. A loader may have put words of its own before the verifier's on
  /// one line: `load failed: R1 !read_ok`. What follows them is asked for where the whole line says nothing.
  public static func explain(_ rejection: Rejection) -> Explained {
    if let explained = known(rejection) { return explained }
    if let inner = rejection.withoutLoaderWords, let explained = known(inner), explained.id < firstOfLoading {
      return explained
    }
    return UnknownExplanation.describe(rejection)
  }

  /// Ids from here on are of what is refused before the verifier: loaders' own words.
  private static let firstOfLoading = "A1900"

  private static func known(_ rejection: Rejection) -> Explained? {
    var general: Explained?
    for explanation in inOrder where explanation.page.id != UnknownExplanation.page.id {
      guard let explained = explanation.explain(rejection) else { continue }
      guard explained.isGeneral else { return explained }
      general = general ?? explained
    }
    return general
  }

  /// The rejection as a finding: what it means, where it failed, and how it came to that.
  public static func finding(_ rejection: Rejection, kernel: String) -> Finding {
    let explained = explain(rejection)
    var finding = Finding(
      id: explained.id, severity: .error, title: explained.summary,
      program: rejection.program?.name ?? rejection.digest.program, fix: explained.advice,
      claim: .observed(kernel: kernel))
    finding.notes = explained.notes
    let fixPlace = explained.fixPlace.map { [$0] } ?? []
    guard let step = rejection.failingStep else {
      finding.primary = explained.primary ?? rejection.programDeclaration("this program is refused")
      finding.related = (fixPlace + (explained.related ?? [])).filter { $0.span != finding.primary?.span }
      return finding
    }
    finding.instruction = rejection.trace.steps[step].slot
    let register = explained.register ?? rejection.subjectRegister
    let primary = explained.primary ?? rejection.span(step, explained.label ?? rejection.failureLabel(of: register))
    finding.primary = primary
    let events = register.map { CauseWalk(rejection).events(of: $0) } ?? []
    let story = (explained.related ?? Story(rejection).spans(events, besides: primary))
      .filter { span in !fixPlace.contains { $0.span.isSameLine(as: span.span) } }
    finding.related = fixPlace + story.suffix(Story.longest - fixPlace.count)
    return finding
  }

  /// The manual page with this id, in any case of letters; nil when there is none.
  public static func page(_ id: String) -> ExplanationPage? {
    inOrder.map { $0.page }.first { $0.id == id.uppercased() }
  }

  /// Every explanation, by id.
  public static let inOrder: [any Explanation.Type] = allExplanations.sorted { $0.page.id < $1.page.id }
}
