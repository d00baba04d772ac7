/// An object and the variant that it was built as, in one word: what tells figures of its programs apart.
enum ObjectLabel {
  /// `xdp_drop.bpf.c`, or `xdp_drop.bpf.c@debug`.
  static func of(_ object: String, _ variant: String?) -> String { object + (variant.map { "@\($0)" } ?? "") }
}
