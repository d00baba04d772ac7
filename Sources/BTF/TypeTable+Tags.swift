extension TypeTable {
  /// The functions that carry a declaration tag, such as `bpf_kfunc`.
  public func taggedFunctions(_ tag: String) -> [String] {
    types(named: tag, kind: .declTag).compactMap { tag in
      tag.target.flatMap { try? type($0) }.flatMap { $0.kind == .func ? $0.name : nil }
    }
  }
}
