import CProcess
import Glibc
import Jobs

/// What a case's programs see of the task that they run in, for as long as this lives. It is a matter of this thread.
@safe final class TaskIdentity {
  private var oldName: [CChar]?
  private var oldUser: (user: uid_t, group: gid_t)?
  private var oldProcessors: assay_processors?
  /// The cgroup that the case is in; nil when it has none of its own.
  private(set) var cgroup: OwnCgroup?

  /// Takes the identity on.
  /// - Parameter needsCgroup: whether the case needs a cgroup of its own, named or not.
  init(_ task: TestTask, needsCgroup: Bool) throws(Refusal) {
    do throws(Refusal) {
      if needsCgroup || task.cgroup != nil { cgroup = try OwnCgroup(name: task.cgroup ?? "case") }
      if let cpu = task.cpu ?? (task.isBound ? Self.processors.first : nil) { try bind(cpu) }
      if task.uid != nil || task.gid != nil { try become(task.uid ?? getuid(), task.gid ?? getgid()) }
      if let comm = task.comm { rename(comm) }
    } catch {
      leave()
      throw error
    }
  }

  deinit { leave() }

  /// The processors that this thread may run on, in their order.
  private static var processors: [UInt32] {
    var allowed = assay_processors()
    guard unsafe assay_allowed_processors(&allowed) == 0 else { return [] }
    let bytes = unsafe withUnsafeBytes(of: allowed) { unsafe Array($0) }
    return (0..<UInt32(bytes.count * 8)).filter { bytes[Int($0 / 8)] & 1 << ($0 % 8) != 0 }
  }

  private func bind(_ cpu: UInt32) throws(Refusal) {
    var old = assay_processors()
    let code = unsafe assay_bind_to_processor(cpu, &old)
    guard code == 0 else {
      let allowed = Self.processors.map(String.init).joined(separator: ", ")
      throw Refusal(
        .environment,
        Reason(
          "this process may not run on processor \(cpu), or there is none",
          advice: allowed.isEmpty ? nil : "It may run on \(allowed).", errno: -code))
    }
    oldProcessors = old
  }

  private func become(_ user: uid_t, _ group: gid_t) throws(Refusal) {
    let old = (user: getuid(), group: getgid())
    let code = assay_become(user, group)
    guard code == 0 else {
      throw Refusal(
        .environment,
        Reason(
          "this process may not become user \(user) and group \(group): \(ErrorNumber(-code).text)",
          advice: "Run with CAP_SETUID and CAP_SETGID, or as root.", errno: -code))
    }
    oldUser = old
  }

  private func rename(_ name: String) {
    var old = [CChar](repeating: 0, count: 16)
    if unsafe assay_name_task(name, &old) == 0 { oldName = old }
  }

  private func leave() {
    if let oldName { unsafe _ = assay_name_task(oldName, nil) }
    if let oldUser { _ = assay_become(oldUser.user, oldUser.group) }
    if var old = oldProcessors { unsafe _ = assay_unbind(&old) }
    oldName = nil
    oldUser = nil
    oldProcessors = nil
    cgroup = nil
  }
}
