import Findings
public import Placed

/// The task that a program sees itself run in. What is nil stays as it is.
public struct TaskForm: Hashable, Sendable {
  /// Its name (`bpf_get_current_comm`), at most 15 bytes.
  public var comm: Located<String>?
  /// Its user.
  public var uid: Located<UInt32>?
  /// Its group.
  public var gid: Located<UInt32>?
  /// The processor that it is bound to.
  public var cpu: Located<UInt32>?
  /// The name of a cgroup that is made for it.
  public var cgroup: Located<String>?

  /// The kernel's `TASK_COMM_LEN` without the closing zero.
  static let commLimit = 15

  /// A task that nothing is said of.
  public init() {}

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    func number(_ key: TaskKey, _ problems: inout PlacedProblems) -> Located<UInt32>? {
      fields.take(key.rawValue).flatMap { node in
        node.integer(UInt32.self, in: 0...UInt32.max - 1, &problems).map { Located($0, at: node.span) }
      }
    }
    comm = fields.take(TaskKey.comm.rawValue)?.located(&problems)
    uid = number(.uid, &problems)
    gid = number(.gid, &problems)
    cpu = number(.cpu, &problems)
    cgroup = fields.take(TaskKey.cgroup.rawValue)?.located(&problems)
    fields.finish(&problems)
    if let comm, !(1...Self.commLimit).contains(comm.value.utf8.count) || comm.value.utf8.contains(0) {
      problems.add("a task's name is 1 to \(Self.commLimit) bytes", at: comm.span)
    }
    if let cgroup, !Self.isName(cgroup.value) {
      problems.add("a cgroup's name is letters, digits, '.', '_' and '-', 1 to 100 of them", at: cgroup.span)
    }
  }

  /// A name and no path: the cgroup is made below the worker's own, and nowhere else.
  private static func isName(_ text: String) -> Bool {
    (1...100).contains(text.utf8.count) && text != "." && text != ".."
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }
}
