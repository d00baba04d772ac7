import Findings
import VerifierLog

/// A timer, work queue or task work that is not where the kernel looks for it.
public enum TimerPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1771", title: "no timer, work queue or task work where the call looks for one",
    why: """
      The kernel finds a `struct bpf_timer`, `struct bpf_wq` or `struct bpf_task_work` by the type of the map's value: it \
      may hold one of each, the map has to be declared with that type, and the pointer passed has to be that member's \
      address in a map value.
      """,
    fix: "put one such member into the map's value type, declare the map with __type(value, ...), and pass its address",
    causes: [
      "The map is declared by value_size, or without BTF.", "The address of the value or of another member is passed.",
      "The value holds two timers, or an array of them.",
    ],
    repair: .init(
      before: "bpf_timer_init((struct bpf_timer *)v, &timers, CLOCK_MONOTONIC);",
      after: "bpf_timer_init(&v->timer, &timers, CLOCK_MONOTONIC);"),
    wordings: [
      .init(
        "5.15 to 7.1", "%r doesn't have constant offset. bpf_timer has to be at the constant offset",
        "the timer's place depends on a number that is only known at run time"),
      .init(
        "5.15 to 6.1", "map '%w' doesn't have 'struct bpf_timer'", "the values of the map {0} have no struct bpf_timer"),
      .init(
        "5.15 to 6.1", "map '%w' has more than one 'struct bpf_timer'",
        "the values of the map {0} have more than one struct bpf_timer"),
      .init(
        "5.15 to 6.1", "map '%w' is not a struct type or bpf_timer is mangled",
        "the value of the map {0} is no struct, or its timer lies where the kernel does not look"),
      .init(
        "6.2 to 7.0", "map '%w' has no valid bpf_timer",
        "the values of the map {0} have no bpf_timer that the kernel knows of"),
      .init(
        "7.0 and later", "map '%w' has no valid %w", "the values of the map {0} have no {1} that the kernel knows of"),
      .init(
        "5.15 to 7.0", "map '%w' has to have BTF in order to use bpf_timer",
        "the map {0} has no type information, without which it has no bpf_timer"),
      .init(
        "7.0 and later", "map '%w' has to have BTF in order to use %w",
        "the map {0} has no type information, without which it has no {1}"),
      .init(
        "5.15 and later", "off %d doesn't point to 'struct %w' that is at %d",
        "the address passed is at offset {0} of the value; its {1} is at {2}"),
      .init(
        "7.0 and later", "%w doesn't have constant offset. %w has to be at the constant offset",
        "the place of the {1} depends on a number that is only known at run time"),
    ], seeAlso: ["A1772", "A1715"],
    examples: [
      .init(
        "5.15 and later", ["R1 type=fp expected=map_value"], path: ["5: (85) call bpf_timer_init#169"],
        summary: "bpf_timer_init wants a timer in a map's value and gets a pointer to the stack"),
      .init(
        "5.15 to 7.1", ["R1 doesn't have constant offset. bpf_timer has to be at the constant offset"],
        summary: "the timer's place depends on a number that is only known at run time"),
      .init(
        "5.15 to 6.1", ["map 'timers' doesn't have 'struct bpf_timer'"],
        summary: "the values of the map timers have no struct bpf_timer"),
      .init(
        "5.15 to 6.1", ["map 'timers' has more than one 'struct bpf_timer'"],
        summary: "the values of the map timers have more than one struct bpf_timer"),
      .init(
        "5.15 to 6.1", ["map 'timers' is not a struct type or bpf_timer is mangled"],
        summary: "the value of the map timers is no struct, or its timer lies where the kernel does not look"),
      .init(
        "6.2 to 7.0", ["map 'timers' has no valid bpf_timer"],
        summary: "the values of the map timers have no bpf_timer that the kernel knows of"),
      .init(
        "7.0 and later", ["map 'works' has no valid bpf_wq"],
        summary: "the values of the map works have no bpf_wq that the kernel knows of"),
      .init(
        "5.15 to 7.0", ["map 'timers' has to have BTF in order to use bpf_timer"],
        summary: "the map timers has no type information, without which it has no bpf_timer"),
      .init(
        "7.0 and later", ["map 'works' has to have BTF in order to use bpf_wq"],
        summary: "the map works has no type information, without which it has no bpf_wq"),
      .init(
        "5.15 and later", ["off 0 doesn't point to 'struct bpf_timer' that is at 8"],
        summary: "the address passed is at offset 0 of the value; its bpf_timer is at 8"),
      .init(
        "6.10 and later", ["off 0 doesn't point to 'struct bpf_wq' that is at 8"],
        summary: "the address passed is at offset 0 of the value; its bpf_wq is at 8"),
      .init(
        "7.0 and later", ["R1 doesn't have constant offset. bpf_wq has to be at the constant offset"],
        summary: "the place of the bpf_wq depends on a number that is only known at run time"),
    ])

  private static let map = MessageFormat("map '%w' ")

  /// A call that finds none. Locks and kptrs have pages of their own.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let argument = RefusedArgument(rejection), argument.number == 1, argument.expected == ["map_value"],
      argument.callee.hasPrefix("bpf_timer_")
    {
      var told = explained("\(argument.callee) wants a timer in a map's value and gets \(argument.words)")
      told.register = 1
      told.label = "argument 1 has to be the address of a timer in a map's value"
      return told
    }
    let others = ["_lock", "kptr", "bpf_list_", "bpf_rb_"]
    guard !rejection.messages.contains(where: { message in others.contains { message.contains($0) } }),
      var explained = worded(rejection)
    else { return nil }
    let register = rejection.refusedCall?.callee.contains("task_work") ?? false ? 2 : 1
    explained.register = register
    explained.label = "`\(rejection.argumentText(register) ?? "this")` is passed here"
    let named = rejection.messages.lazy.compactMap { map.match($0)?[0] }.first.map(String.init)
    let known = rejection.lastState(of: register)?.map
    if let map = named ?? known {
      explained.fixPlace = rejection.valueLine(ofMap: map, "the map's value is declared here")
    }
    return explained
  }
}
