/// How the user names a kernel.
public enum KernelReference: Hashable, Sendable {
  /// The running one.
  case host
  /// One of Debian's cloud kernels: a series such as `6.1`, or `newest`; `version` pins a package's version.
  case debian(series: String, version: String?)
  /// An image's file, or a directory that holds some.
  case path(String)
  /// A name that was given with `assay kernels add`.
  case added(String)

  /// Reads a name: `host`, `debian:6.1` or `6.1`, `debian:6.1=6.1.192-3`, a path with a slash, or a name.
  public init(_ text: String) throws(ImageError) {
    let text = Self.isSeries(text) ? "debian:\(text)" : text
    if text == "host" {
      self = .host
    } else if text.hasPrefix("debian:") {
      let parts = text.dropFirst("debian:".count).split(separator: "=", omittingEmptySubsequences: false)
      let series = String(parts[0])
      guard parts.count <= 2, parts.last?.isEmpty == false, series == "newest" || Self.isSeries(series) else {
        throw ImageError(
          "no kernel is called '\(text)'",
          advice: "Write debian:6.1, debian:newest, or debian:6.1=6.1.192-3 for one version of the package.")
      }
      self = .debian(series: series, version: parts.count == 2 ? String(parts[1]) : nil)
    } else if text.contains("/") || text == "." || text == ".." {
      self = .path(text)
    } else if Self.isName(text) {
      self = .added(text)
    } else {
      throw ImageError(
        "no kernel is called '\(text)'",
        advice:
          "There is host, debian:VERSION, the path of an image (with a slash), or a name given with assay kernels add.")
    }
  }

  /// Whether a text is two numbers, such as `6.1`.
  private static func isSeries(_ text: String) -> Bool {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 2 && numbers.allSatisfy { Int($0) != nil && $0.first != "-" }
  }

  /// Whether a text can be the name of an added kernel.
  public static func isName(_ text: String) -> Bool {
    text.first.map { $0.isLetter || $0.isNumber } == true && text != "host" && !isSeries(text)
      && text.utf8.allSatisfy { byte in
        byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "/")
          && byte != UInt8(ascii: "=")
      }
  }

  /// As it is written.
  public var text: String {
    switch self {
    case .host: "host"
    case .debian(let series, let version): "debian:\(series)" + (version.map { "=\($0)" } ?? "")
    case .path(let path): path
    case .added(let name): name
    }
  }
}
