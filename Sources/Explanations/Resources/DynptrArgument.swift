import Findings
import VerifierLog

/// The dynptr variable in a call's arguments.
enum DynptrArgument {
  /// The variable that is passed as a dynptr at a step, as the source has it; nil where that cannot be told.
  static func name(at step: Int, of rejection: Rejection) -> String? {
    guard let call = rejection.call(at: step) else { return nil }
    let addresses = call.arguments.indices.filter { call.arguments[$0].hasPrefix("&") }
    let known =
      place(in: call.callee).flatMap { addresses.contains($0) ? $0 : nil }
      ?? addresses.first { call.arguments[$0].lowercased().contains("ptr") }
    return (known ?? (addresses.count == 1 ? addresses.first : nil)).flatMap { rejection.argumentName($0, at: step) }
  }

  /// Which argument is the dynptr; nil for calls that are not about one dynptr.
  private static func place(in callee: String) -> Int? {
    switch callee {
    case "bpf_dynptr_read": 2
    case "bpf_ringbuf_reserve_dynptr", "bpf_dynptr_from_mem": 3
    case _ where callee.hasPrefix("bpf_dynptr_") && !isMaking(callee): 0
    default: nil
    }
  }

  /// The newest call before the failing step that `kind` holds of and that has `&name` among its arguments.
  static func newestCall(naming name: String, where kind: (String) -> Bool, of rejection: Rejection) -> Int? {
    rejection.trace.steps.indices.dropLast().last { step in
      guard let callee = rejection.trace.steps[step].callee, kind(callee) else { return false }
      return rejection.call(at: step)?.arguments.contains("&\(name)") ?? false
    }
  }

  /// Functions that end a dynptr.
  static func isEnding(_ callee: String) -> Bool {
    callee.hasPrefix("bpf_ringbuf_submit_dynptr") || callee.hasPrefix("bpf_ringbuf_discard_dynptr")
      || callee.hasPrefix("bpf_dynptr_file_discard")
  }

  /// Functions that set one up.
  static func isMaking(_ callee: String) -> Bool {
    callee.hasPrefix("bpf_dynptr_from_") || callee == "bpf_ringbuf_reserve_dynptr" || callee == "bpf_dynptr_clone"
  }
}
