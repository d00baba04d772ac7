/// The task that a program sees itself run in. What is nil stays as the worker is.
public struct TestTask: Codable, Hashable, Sendable {
  /// Its name (`bpf_get_current_comm`), at most 15 bytes.
  public var comm: String?
  /// Its user.
  public var uid: UInt32?
  /// Its group.
  public var gid: UInt32?
  /// The processor that it is bound to.
  public var cpu: UInt32?
  /// Whether it is bound to the first processor that the worker may run on, where `cpu` names none: so that it is the
  /// same one each time.
  public var isBound = false
  /// The name of a cgroup that is made for it, below the worker's own.
  public var cgroup: String?

  /// The worker's own task.
  public init() {}
}
