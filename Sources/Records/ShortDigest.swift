import Project

/// A few digits that tell things with the same name apart.
public enum ShortDigest {
  /// Ten hexadecimal digits of the texts' SHA-256.
  public static func of(_ texts: [String]) -> String {
    var hasher = ContentHasher()
    for text in texts { hasher.add(text) }
    return String(hasher.finish().prefix(10))
  }
}
