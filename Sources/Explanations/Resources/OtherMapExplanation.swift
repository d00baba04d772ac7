import Findings
import VerifierLog

/// A timer, work queue or task work that is set up with another map than the one it lies in.
public enum OtherMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1772", title: "a timer or work item is set up with another map than its own",
    why: """
      The kernel keeps the map of a timer or work item alive while it may run, so the map passed has to be the one whose \
      value holds it. Two inner maps of a map in map count as two, even when they are the same.
      """,
    fix: "pass the map that the value was looked up in",
    causes: [
      "The name of another map is passed.",
      "An inner map is looked up twice, and the value comes from the other lookup.",
    ],
    repair: .init(
      before: "v = bpf_map_lookup_elem(&timers, &key);\nbpf_timer_init(&v->timer, &sessions, CLOCK_MONOTONIC);",
      after: "v = bpf_map_lookup_elem(&timers, &key);\nbpf_timer_init(&v->timer, &timers, CLOCK_MONOTONIC);"),
    seeAlso: ["A1771"],
    examples: [
      .init(
        "5.15 and later", ["timer pointer in R1 map_uid=0 doesn't match map pointer in R2 map_uid=1"],
        summary: "the timer does not lie in the map that it is set up with"),
      .init(
        "6.10 and later", ["workqueue pointer in R1 map_uid=0 doesn't match map pointer in R2 map_uid=1"],
        summary: "the work queue does not lie in the map that it is set up with"),
      .init(
        "6.18 and later", ["bpf_task_work pointer in R2 map_uid=0 doesn't match map pointer in R3 map_uid=1"],
        summary: "the task work does not lie in the map that it is set up with"),
    ])

  private static let formats: [(format: MessageFormat, noun: String, register: Int)] = [
    (MessageFormat("timer pointer in R1 map_uid="), "timer", 1),
    (MessageFormat("workqueue pointer in R1 map_uid="), "work queue", 1),
    (MessageFormat("bpf_task_work pointer in R2 map_uid="), "task work", 2),
  ]

  /// Two maps where one is needed.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let known = formats.first(where: { $0.format.match(message) != nil }) else { continue }
      let (noun, register) = (known.noun, known.register)
      var explained = explained("the \(noun) does not lie in the map that it is set up with")
      if let step = rejection.failingStep, let own = rejection.trace.register(register, before: step)?.map,
        let other = rejection.trace.register(register + 1, before: step)?.map, own != other
      {
        explained.summary = "the \(noun) lies in the map \(own) and is set up with the map \(other)"
        explained.advice = "pass &\(own)"
      }
      explained.register = register
      explained.label = "\(rejection.argumentText(register + 1).map { "`\($0)`" } ?? "another map") is passed here"
      return explained
    }
    return nil
  }
}
