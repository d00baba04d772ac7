/// Parts of a whole as one bar; what it tells stands beside it in words.
public struct ShareBar: Hashable, Sendable {
  /// A part.
  public struct Part: Hashable, Sendable {
    /// What it is for, which gives its colour.
    public enum Kind: String, Hashable, Sendable {
      /// Within a limit.
      case kept
      /// Beyond a limit.
      case exceeded
      /// It cannot be said.
      case unsure
      /// That anything is attached.
      case hook
      /// The program itself.
      case body
    }
    /// What it is for.
    public var kind: Kind
    /// Its part of the whole, from 0 to 1; what is beyond ends with the bar.
    public var share: Double

    /// A part of a whole.
    public init(_ kind: Kind, share: Double) {
      self.kind = kind
      self.share = share
    }
  }
  /// The parts, from left to right.
  public var parts: [Part]

  /// A bar.
  public init(_ parts: [Part]) {
    self.parts = parts
  }

  /// The rules that a page with such bars has once, for light and dark.
  public static let style = """
    .share{width:100%;min-width:80px;height:12px;display:block;--ground:#d1d9e080;--kept:#1a7f37;--exceeded:#cf222e;\
    --unsure:#9a6700;--hook:#8c959f;--body:#0969da}
    @media (prefers-color-scheme:dark){.share{--ground:#3d444d80;--kept:#3fb950;--exceeded:#ff7b72;--unsure:#d29922;\
    --hook:#656c76;--body:#4493f8}}
    .share .ground{fill:var(--ground)}.share .kept{fill:var(--kept)}.share .exceeded{fill:var(--exceeded)}
    .share .unsure{fill:var(--unsure)}.share .hook{fill:var(--hook)}.share .body{fill:var(--body)}
    """

  /// The bar for a page that has `style`; it is as wide as there is room.
  public var svg: String {
    var start = 0.0
    var content = ""
    for part in parts {
      let width = min(part.share.isFinite ? max(part.share, 0) : part.share > 0 ? 1 : 0, 1 - start)
      // What is there is seen.
      let shown = part.share > 0 ? max(width, min(0.01, 1 - start)) : width
      content +=
        "<rect class=\"\(part.kind.rawValue)\" x=\"\(ChartText.pixels(start * 100))\" "
        + "width=\"\(ChartText.pixels(shown * 100))\" height=\"12\"/>"
      start += width
    }
    return """
      <svg class="share" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">\
      <rect class="ground" width="100" height="12"/>\(content)</svg>
      """
  }
}
