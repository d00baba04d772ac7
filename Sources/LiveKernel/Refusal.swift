import Jobs

/// Why a program did not get as far as a verdict of the verifier.
struct Refusal: Error, Hashable {
  var verdict: Verdict
  var reason: Reason
  /// Whether a virtual machine would do what this kernel is spared.
  var needsMachine = false

  init(_ verdict: Verdict, _ reason: Reason) {
    self.verdict = verdict
    self.reason = reason
  }

  /// The loader's refusal.
  static func loader(_ summary: String, advice: String? = nil, errno: Int32? = nil) -> Refusal {
    Refusal(.loader, Reason(summary, advice: advice, errno: errno))
  }

  /// The kernel keeps no statistics of programs for this process.
  static func withoutStatistics(_ code: Int32) -> Refusal {
    Refusal(
      .environment,
      Reason(
        "the kernel keeps no statistics of programs for this process: \(ErrorNumber(code).text)",
        advice: "It takes CAP_SYS_ADMIN and Linux 5.8.", errno: code))
  }

  /// The same, of something other than the program itself, which it names.
  func about(_ subject: String) -> Refusal {
    var refusal = self
    refusal.reason.summary = "\(subject): \(reason.summary)"
    return refusal
  }
}
