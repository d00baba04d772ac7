import CProcess
import Glibc

/// Keeps an XDP program in the kernel's dispatcher by attaching it to the loopback interface of a network of its own. Test
/// runs of many repetitions would otherwise put it in and take it out again, each with a change of the kernel's code and a
/// grace period: 20 to 40 ms (net/bpf/test_run.c, kernel/bpf/dispatcher.c).
final class DispatcherHold {
  private let network: FileDescriptor
  private let link: HeldLink

  /// Attaches a program. Nil where that cannot be: then test runs take longer and are still right.
  init?(_ program: ProgramHandle) {
    guard let own = Self.network() else { return nil }
    let raw = assay_open_network()
    guard raw >= 0 else { return nil }
    network = FileDescriptor(adopting: raw)
    var code: Int32 = 0
    var lines: [String] = []
    let link = LibbpfLines.capture(&lines) {
      program.attach(toInterface: Int32(unsafe if_nametoindex("lo")), &code)
    }
    withExtendedLifetime(own) {}
    guard let link else { return nil }
    self.link = HeldLink(link)
  }

  private static func network() -> OwnNetwork? {
    do throws(Refusal) { return try OwnNetwork() } catch { return nil }
  }
}
