import Findings
import VerifierLog

/// The call on the failing path that acquired what is still held.
struct Acquisition {
  /// The step.
  let step: Int
  /// The called function.
  let callee: String
  /// What it hands out.
  let resource: AcquiredResource
  /// What the author calls it, in backticks; nil where that cannot be told.
  let name: String?

  /// The call at an instruction; nil where the path does not show it.
  init?(atSlot slot: Int, of rejection: Rejection) {
    guard let step = rejection.step(atSlot: slot), let callee = rejection.trace.steps[step].callee else { return nil }
    self.step = step
    // The macros that people write lack the suffix.
    self.callee = String(callee.hasSuffix("_impl") ? callee.dropLast(5) : callee[...])
    resource = AcquiredResource(from: callee)
    let name = resource.argument.map { rejection.argumentName($0, at: step) } ?? rejection.assignedName(at: step)
    self.name = name.map { "`\($0)`" }
  }

  /// What is held, as a sentence's beginning.
  var subject: String { name.map { "\($0), \(resource.noun) from \(callee)," } ?? "\(resource.noun) from \(callee)" }

  /// How to give it back.
  var advice: String {
    let plain = name?.filter { $0 != "`" }
    switch callee {
    case "bpf_ringbuf_reserve":
      return "submit or discard the record on this path too: bpf_ringbuf_discard(\(plain ?? "record"), 0)"
    case "bpf_ringbuf_reserve_dynptr":
      return """
        submit or discard the dynptr on every path, even when reserving failed: \
        bpf_ringbuf_discard_dynptr(&\(plain ?? "ptr"), 0)
        """
    case "bpf_kptr_xchg":
      return "check what bpf_kptr_xchg returns for NULL and release it, or put it back with another bpf_kptr_xchg"
    case "bpf_list_pop_front", "bpf_list_pop_back", "bpf_rbtree_remove":
      return "drop the object with bpf_obj_drop, or put it back into a list or tree, on this path too"
    default:
      guard let release = resource.release else { return "give it back on every path before the program ends" }
      let argument = (resource.argument == nil ? "" : "&") + (plain ?? "")
      return "call \(release)(\(plain == nil ? "" : argument)) on this path too, before the program ends"
    }
  }

  /// Where it was acquired, and the way that led from there to the end.
  func story(in rejection: Rejection) -> [LabelledSpan] {
    var story = [rejection.span(step, "\(callee) hands out \(resource.noun) here, to be given back")]
    if rejection.wayOut("") != nil, let last = rejection.failingStep,
      let branch = rejection.newestBranch(after: step, before: last)
    {
      let release = resource.release.map { "without \($0)" } ?? "without a release"
      story.append(rejection.span(branch, "from here the path goes to its end \(release)"))
    }
    return story
  }
}
