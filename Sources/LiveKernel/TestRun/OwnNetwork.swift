import CProcess
import Glibc
import Jobs

/// A network namespace for one case; the thread comes back to where it was when this goes.
final class OwnNetwork {
  private let before: FileDescriptor

  /// Makes it, with its loopback interface up.
  init() throws(Refusal) {
    let old = assay_open_network()
    guard old >= 0 else { throw Self.refused(-old) }
    before = FileDescriptor(adopting: old)
    let code = assay_unshare_network()
    guard code == 0 else { throw Self.refused(-code) }
    _ = assay_raise_loopback()
  }

  private static func refused(_ code: Int32) -> Refusal {
    Refusal(
      .environment,
      Reason(
        "this process may not make a network namespace: \(ErrorNumber(code).text)",
        advice: "Run with CAP_SYS_ADMIN, or as root.", errno: code))
  }

  deinit { _ = assay_enter_network(before.raw) }
}
