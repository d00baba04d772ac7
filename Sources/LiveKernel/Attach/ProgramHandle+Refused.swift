import Glibc
import Jobs
import KernelFacts

extension ProgramHandle {
  /// Why it was not attached, by the error number and what libbpf said.
  func attachRefusal(_ code: Int32, _ lines: [String]) -> Refusal {
    let words = ErrorNumber(code).text
    guard code != EPERM, code != EACCES else {
      return Refusal(
        .environment,
        Reason(
          "this process may not attach program \(name): \(words)",
          advice: "Run as root, or on a kernel in a virtual machine: --kernel debian:6.12.", errno: code,
          evidence: lines))
    }
    let absent = absentTarget(code)
    let target = identity.attachTarget ?? section
    return Refusal(
      .attach,
      Reason(
        absent.map { "program \(name) cannot be attached: \($0.summary)" }
          ?? "program \(name) cannot be attached to \(target): \(words)", advice: absent?.advice, errno: code,
        evidence: lines))
  }

  /// What the kernel does not have that the section names, and what was probably meant; nil when the error number says
  /// something else.
  func absentTarget(_ code: Int32) -> (summary: String, advice: String?)? {
    switch type {
    case .kprobe where code == ENOENT || code == EINVAL:
      guard let symbol = probedFunction else { return nil }
      return (
        "the kernel has no function \(symbol) to probe",
        KernelSymbols.nearest(to: symbol).map { "This kernel calls it \($0)." }
      )
    case .tracepoint where code == ENOENT, .rawTracepoint where code == ENOENT,
      .rawTracepointWritable where code == ENOENT:
      guard let target = identity.attachTarget else { return nil }
      let name = target.split(separator: "/").last.map(String.init) ?? target
      let near = NearTargets(to: name, attachType: .traceRawTp)
      return ("the kernel has no tracepoint \(target)", near.line.map { "The \($0)." })
    default: return nil
    }
  }

  /// The function that a kprobe names; nil for other programs.
  private var probedFunction: String? {
    guard section.hasPrefix("k"), let target = identity.attachTarget, !target.contains("*") else { return nil }
    return String(target.prefix { $0 != "+" })
  }
}
