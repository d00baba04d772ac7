import BTF

extension ObjectFile {
  /// What compiled it, as its debug information says: `clang version 21.0.0 (...)`. Nil where that was left out or stripped.
  public var compiler: String? {
    for name in [".comment", ".debug_str"] {
      guard let section = section(named: name) else { continue }
      // Texts that end with a 0, one after the other; which of them the producer is, a compiler's name tells.
      let texts = bytes(of: section).array.split(separator: 0)
      let found = texts.lazy.map { String(decoding: $0, as: UTF8.self) }.first { text in
        text.utf8.count <= 256 && (text.contains("clang version ") || text.hasPrefix("GNU C"))
      }
      if let found { return found }
    }
    return nil
  }
}
