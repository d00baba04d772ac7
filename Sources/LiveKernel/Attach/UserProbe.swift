/// How a program sees a function of a user's program: what its section says beside the target.
struct UserProbe {
  /// Whether it runs when the function returns.
  let isReturn: Bool
  /// Whether it is attached by a link of many places (`uprobe.multi`, since 6.6).
  let isMulti: Bool

  /// Reads the section's name; nil for one that is not attached to a function alone: `usdt`, `uprobe.session`.
  init?(section: String) {
    let name = section.prefix { $0 != "/" }
    switch name {
    case "uprobe", "uprobe.s", "uprobe.multi", "uprobe.multi.s": isReturn = false
    case "uretprobe", "uretprobe.s", "uretprobe.multi", "uretprobe.multi.s": isReturn = true
    default: return nil
    }
    isMulti = name.contains(".multi")
  }
}
