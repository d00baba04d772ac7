/// The keys of a case's `task`. `docs/test.schema.json` has the same ones; a test compares them.
public enum TaskKey: String, CaseIterable, Sendable {
  /// The task's name.
  case comm
  /// Its user.
  case uid
  /// Its group.
  case gid
  /// The processor that it is bound to.
  case cpu
  /// The name of a cgroup that is made for it.
  case cgroup
}
