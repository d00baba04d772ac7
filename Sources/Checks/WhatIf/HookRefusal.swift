import Jobs

/// Why a program cannot run at a hook.
struct HookRefusal: Error, Equatable {
  let reason: Reason

  init(_ summary: String, advice: String? = nil) { reason = Reason(summary, advice: advice) }
}
