import BPFObject
import BTF
import Jobs

/// Where a program stands, and where it would stand as a program of another hook.
struct HookPlace {
  /// The hook.
  let kind: HookKind
  /// The function, or the tracepoint: for `tracepoint` its category and its name.
  let target: String

  /// By a section's name, such as `kprobe/tcp_connect`; nil for one that names no hook, or no place.
  init?(section: String) {
    let parts = section.drop { $0 == "?" }.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, !parts[1].isEmpty, let kind = HookKind(parts[0]) else { return nil }
    self.init(kind, String(parts[1]))
  }

  private init(_ kind: HookKind, _ target: String) {
    self.kind = kind
    self.target = target
  }

  /// The section's name.
  var section: String { "\(kind.rawValue)/\(target)" }

  /// The same place as another hook has it.
  /// - Parameter types: the kernel's types, which say where hooks by type can stand; nil where it has none.
  /// - Throws: `HookRefusal` where there is no such place that is known.
  func moved(to other: HookKind, types: TypeTable?) throws(HookRefusal) -> HookPlace {
    switch (kind.isOfFunction, other.isOfFunction) {
    case (true, true): return try HookPlace(other, function(target, for: other, types: types))
    case (true, false):
      guard let call = Self.systemCall(target) else {
        throw HookRefusal(
          "no tracepoint is known to stand where \(target) does",
          advice: "Name one: --hook \(other.rawValue)/\(other == .tracepoint ? "CATEGORY/" : "")NAME.")
      }
      let side = kind.isAtReturn ? "sys_exit" : "sys_enter"
      return HookPlace(other, other == .tracepoint ? "syscalls/\(side)_\(call)" : side)
    case (false, true):
      for (side, isReturn) in [("sys_enter_", false), ("sys_exit_", true)] where event.hasPrefix(side) {
        guard other.isAtReturn == isReturn else {
          throw HookRefusal("\(event) is at a call's \(isReturn ? "end" : "beginning"), and \(other.rawValue) is not")
        }
        return try HookPlace(other, function("__x64_sys_\(event.dropFirst(side.count))", for: other, types: types))
      }
      throw HookRefusal(
        "no function is known to stand where the tracepoint \(event) does",
        advice: "Name one: --hook \(other.rawValue)/FUNCTION.")
    case (false, false):
      guard other == .tracepoint, kind != .tracepoint else {
        // All system calls share a raw tracepoint.
        let shared = ["sys_enter", "sys_exit"].first { kind == .tracepoint && target.hasPrefix("syscalls/\($0)_") }
        return HookPlace(other, shared ?? String(event))
      }
      throw HookRefusal(
        "the category of the tracepoint \(event) is not known", advice: "Name it: --hook tracepoint/CATEGORY/\(event).")
    }
  }

  /// A tracepoint's name without its category.
  private var event: Substring { target.split(separator: "/").last ?? Substring(target) }

  private func function(_ name: String, for other: HookKind, types: TypeTable?) throws(HookRefusal) -> String {
    guard other.needsTypes else { return name }
    var candidates = [name]
    // A call without arguments has its types under another name.
    if let call = Self.systemCall(name) { candidates += ["__do_sys_\(call)", "__se_sys_\(call)"] }
    guard let types else { throw HookRefusal("the kernel's types are not at hand, which \(other.rawValue) needs") }
    guard let found = candidates.first(where: { types.type(named: $0, kind: .func) != nil }) else {
      throw HookRefusal("the kernel has no function \(name) in its types, by which \(other.rawValue) attaches")
    }
    return found
  }

  /// The system call that a function is the beginning of.
  private static func systemCall(_ function: String) -> String? {
    for prefix in ["__x64_sys_", "__arm64_sys_", "__do_sys_", "__se_sys_"] where function.hasPrefix(prefix) {
      return String(function.dropFirst(prefix.count))
    }
    return nil
  }
}
