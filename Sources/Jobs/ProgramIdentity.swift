/// Which program of an object a row is about.
public struct ProgramIdentity: Codable, Hashable, Sendable {
  /// The function's name; for a struct_ops member, the function that implements it.
  public var name: String
  /// The ELF section it stands in, such as `tracepoint/syscalls/sys_enter_openat`.
  public var section: String
  /// The program type in kernel words, such as `xdp` or `sched_cls`; nil when none could be told.
  public var type: String?
  /// The expected attach type in kernel words, such as `cgroup_inet_ingress`; nil when the type has none.
  public var attachType: String?
  /// What it attaches to as the section names it: a function, a tracepoint, a path; nil when the section names nothing.
  public var attachTarget: String?

  /// A program's identity.
  public init(
    name: String, section: String, type: String? = nil, attachType: String? = nil, attachTarget: String? = nil
  ) {
    self.name = name
    self.section = section
    self.type = type
    self.attachType = attachType
    self.attachTarget = attachTarget
  }
}
