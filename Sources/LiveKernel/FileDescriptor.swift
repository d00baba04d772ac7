import Glibc

/// A descriptor of a kernel resource - a program, a map, BTF -: one owner, closed once, on every path.
struct FileDescriptor: ~Copyable {
  let raw: CInt

  /// Takes over an open descriptor.
  init(adopting raw: CInt) { self.raw = raw }

  deinit { close(raw) }

  /// Gives the descriptor away without closing it.
  consuming func release() -> CInt {
    let raw = raw
    discard self
    return raw
  }
}
