import Glibc
import Jobs

extension ProgramHandle {
  /// Why it was not attached, by the error number and what libbpf said.
  func attachRefusal(_ code: Int32, _ lines: [String]) -> Refusal {
    let target = identity.attachTarget ?? section
    let isDenied = code == EPERM || code == EACCES
    return Refusal(
      isDenied ? .environment : .attach,
      Reason(
        isDenied
          ? "this process may not attach program \(name): \(ErrorNumber(code).text)"
          : "program \(name) cannot be attached to \(target): \(ErrorNumber(code).text)",
        errno: code, evidence: lines))
  }
}
