import Glibc
import Jobs
import KernelFacts

/// What the kernel's answer to a test run means that kept every rule known beforehand.
struct CallRefusal {
  let type: ProgramType
  let code: Int32
  let input: TestRunInput

  /// `ENOTSUPP` of include/linux/errno.h, which libc does not know.
  private static let notSupported: Int32 = 524

  /// The most bytes of a live frame where the kernel notes more about it (6.1).
  private static let olderLiveFrame = 3368

  /// The refusal, and whether the case's author can mend it.
  var refusal: (Refusal, isInput: Bool) {
    let kernel = KernelRelease.running.release
    switch code {
    case Self.notSupported:
      return (
        Refusal(
          .skipped,
          Reason(
            "kernel \(kernel) test-runs no \(type.name) programs",
            advice: type == .structOps
              ? "Only programs of bpf_dummy_ops can be test-run: the kernel calls the others."
              : "Run the case on another kernel, or make it a live case.", errno: code)), false
      )
    case EFAULT where type == .tracing || type == .lsm || type == .structOps:
      return (
        Refusal(.skipped, Reason("kernel \(kernel) cannot test-run this kind of \(type.name) program", errno: code)),
        false
      )
    case ENODEV: return words("the context names a network interface that is not there: only lo, which is 1, is")
    case ENXIO: return words("processor \(input.cpu ?? 0) is not online")
    case E2BIG: return words("the context is longer than this kernel knows it, and what it does not know is not 0")
    case EAFNOSUPPORT: return words("the family in the context is not one that sk_lookup programs see")
    case ERANGE: return words("the local port in the context is larger than a port can be")
    case EOPNOTSUPP where type == .skLookup:
      return words(
        "the chosen socket belongs to a reuseport group: set BPF_SK_LOOKUP_F_NO_REUSEPORT to choose it itself")
    case EINVAL where type == .rawTracepoint:
      let given = (input.context?.count ?? 0) / 8
      let words =
        switch given {
        case 0: "the program reads arguments, and the case gives none"
        case 1: "the program reads more than the 1 argument that the case gives"
        default: "the program reads more than the \(given) arguments that the case gives"
        }
      return self.words(words, advice: "Give it as many as it reads: args: [1, 2].")
    case EINVAL where type == .syscall:
      return words(
        "the program reads more of its context than the \(input.context?.count ?? 0) bytes that the case gives",
        advice: "Give it a context: the struct that its function's parameter points to.")
    case EINVAL where input.liveFrames && (input.packet?.count ?? 0) > Self.olderLiveFrame:
      return words(
        "a live frame has \(Self.olderLiveFrame) bytes at most on kernel \(kernel); this packet has \(input.packet?.count ?? 0)"
      )
    case EINVAL where type == .structOps:
      return words(
        "the program takes another number of arguments than the \((input.context?.count ?? 0) / 8) that the case gives",
        advice: "Give it as many as its function has; the first is the number in what it points to.")
    case ENOMEM:
      return (Refusal(.environment, Reason("there is not enough memory for the test run", errno: code)), false)
    case EPERM, EACCES:
      return (
        Refusal(
          .environment,
          Reason(
            "this process may not test-run \(type.name) programs: \(ErrorNumber(code).text)",
            advice: PermissionReason.advice(for: type.facts?.requiredCapabilities ?? [.bpf]), errno: code)), false
      )
    default:
      return words(
        "kernel \(kernel) refuses this input for \(type.name) programs, and does not say why: \(ErrorNumber(code).text)",
        advice: "It keeps the rules that are known; a shorter context or packet may tell more.")
    }
  }

  private func words(_ summary: String, advice: String? = nil) -> (Refusal, isInput: Bool) {
    (Refusal(.loader, Reason(summary, advice: advice, errno: code)), true)
  }
}
