import Project

/// What the kernel's numbers of events mean, as far as its file systems say.
struct EventNames: Sendable {
  /// The perf event types of kernel and user probes; nil where the kernel has none.
  let kprobe: UInt32?
  let uprobe: UInt32?

  private static let roots = ["/sys/kernel/tracing/events", "/sys/kernel/debug/tracing/events"]

  /// Of the running kernel.
  init() {
    kprobe = Self.number("/sys/bus/event_source/devices/kprobe/type").flatMap { UInt32(exactly: $0) }
    uprobe = Self.number("/sys/bus/event_source/devices/uprobe/type").flatMap { UInt32(exactly: $0) }
  }

  /// Of no kernel.
  init(kprobe: UInt32?, uprobe: UInt32?) {
    self.kprobe = kprobe
    self.uprobe = uprobe
  }

  /// `syscalls/sys_enter_openat` for a tracepoint's number; nil where tracefs is not there. Looked up when it is asked
  /// for: a command may make tracepoints.
  func tracepoint(_ id: UInt64) -> String? {
    for root in Self.roots {
      for category in Self.names(root) {
        for name in Self.names("\(root)/\(category)") where Self.number("\(root)/\(category)/\(name)/id") == id {
          return "\(category)/\(name)"
        }
      }
    }
    return nil
  }

  private static func names(_ path: String) -> [String] {
    do throws(FileError) { return try LocalFile.list(path) } catch { return [] }
  }

  private static func number(_ path: String) -> UInt64? {
    do throws(FileError) {
      let text = String(decoding: try LocalFile.read(path, limit: 64), as: UTF8.self)
      return UInt64(text.prefix { $0.isNumber })
    } catch {
      return nil
    }
  }
}
