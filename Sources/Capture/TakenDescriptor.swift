import CCapture
import Glibc

/// A descriptor of this process for a file that a traced one has open, closed with its owner.
struct TakenDescriptor: ~Copyable {
  let raw: CInt

  /// Duplicates a descriptor of another process; nil where it has none of that number.
  init?(_ descriptor: Int32, of process: Int32) {
    let taken = assay_take_descriptor(process, descriptor)
    guard descriptor >= 0, taken >= 0 else { return nil }
    raw = taken
  }

  /// Adopts a descriptor.
  init(adopting raw: CInt) { self.raw = raw }

  deinit { close(raw) }
}
