extension TypeTable {
  /// The functions that carry a declaration tag, such as `bpf_kfunc`.
  public func taggedFunctions(_ tag: String) -> [String] {
    types(named: tag, kind: .declTag).compactMap { tag in
      tag.target.flatMap { try? type($0) }.flatMap { $0.kind == .func ? $0.name : nil }
    }
  }

  /// The declaration tags of every function that has any, by the function's name, in the order of the table: clang writes
  /// those of one function in the order of the source.
  public var functionTags: [String: [String]] {
    var tags: [String: [String]] = [:]
    for id in ownIDs {
      guard let tag = try? type(id), tag.kind == .declTag, tag.taggedComponent == nil,
        let target = tag.target.flatMap({ try? type($0) }), target.kind == .func
      else { continue }
      tags[target.name, default: []].append(tag.name)
    }
    return tags
  }
}
