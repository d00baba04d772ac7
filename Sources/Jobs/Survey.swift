/// What a kernel and a process on it can do, as far as it can be told without changing anything.
public struct Survey: Codable, Hashable, Sendable {
  /// One thing that was tried or read.
  public struct Item: Codable, Hashable, Sendable {
    /// What it is, in the field's words: `xdp`, `cycles`, `CAP_BPF`.
    public var name: String
    /// Whether it is there.
    public var state: State
    /// A value or an explanation, one line; empty when the state says all.
    public var detail: String
    /// What it would take to have it, one line; nil when it is there or cannot be had.
    public var remedy: String?

    /// An item.
    public init(_ name: String, _ state: State, detail: String = "", remedy: String? = nil) {
      self.name = name
      self.state = state
      self.detail = detail
      self.remedy = remedy
    }
  }
  /// Whether a thing is there.
  public enum State: String, Codable, Sendable {
    /// It works.
    case yes
    /// It does not.
    case no
    /// It works in part, or could not be tried.
    case partly
  }
  /// Items that belong together, such as program types.
  public struct Group: Codable, Hashable, Sendable {
    /// The group's title.
    public var title: String
    /// Its items, in the order they are shown.
    public var items: [Item]

    /// A group.
    public init(title: String, items: [Item]) {
      self.title = title
      self.items = items
    }
  }
  /// The groups, in the order they are shown.
  public var groups: [Group]

  /// A survey.
  public init(groups: [Group]) {
    self.groups = groups
  }
}
