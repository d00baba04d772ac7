/// A link in a list or behind an optional: links have one owner.
final class HeldLink {
  private let link: LinkHandle

  init(_ link: consuming LinkHandle) { self.link = link }
}
