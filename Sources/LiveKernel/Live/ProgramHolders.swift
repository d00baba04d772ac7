import Glibc
import Jobs

/// Which processes have programs open: by descriptors of programs and of links, as /proc/PID/fdinfo tells them. What is held by
/// a perf event, a pin or the kernel's own list alone has nobody here.
enum ProgramHolders {
  /// The most processes that are told of one program.
  private static let most = 8

  /// The holders by program, this process left out; those of other users only where this process may look at them.
  static func scan() -> [UInt32: [LoadedHolder]] {
    let own = getpid()
    var holders: [UInt32: [LoadedHolder]] = [:]
    for process in SystemFile.entries(of: "/proc").compactMap({ Int32($0) }).sorted() where process != own {
      let programs = programs(of: process)
      guard !programs.isEmpty else { continue }
      let name = SystemFile.text("/proc/\(process)/comm").map { String($0.prefix { $0 != "\n" }) } ?? ""
      for program in programs where holders[program, default: []].count < most {
        holders[program, default: []].append(LoadedHolder(id: process, name: name))
      }
    }
    return holders
  }

  private static func programs(of process: Int32) -> Set<UInt32> {
    let directory = "/proc/\(process)/fd"
    var programs: Set<UInt32> = []
    for entry in SystemFile.entries(of: directory) {
      // Most descriptors are files and sockets: what a link says is much cheaper than what is behind it.
      guard let target = SystemFile.link("\(directory)/\(entry)"),
        target == "anon_inode:bpf-prog" || target.hasPrefix("anon_inode:bpf_link") || target == "anon_inode:bpf-link",
        let text = SystemFile.text("/proc/\(process)/fdinfo/\(entry)")
      else { continue }
      for line in text.split(separator: "\n") where line.hasPrefix("prog_id:") {
        if let id = UInt32(line.dropFirst(8).drop { $0 == "\t" || $0 == " " }) { programs.insert(id) }
      }
    }
    return programs
  }
}
