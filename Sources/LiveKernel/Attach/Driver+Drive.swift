import CLibbpf
import Glibc
import Jobs

extension Driver {
  /// Does it once, to its end. What fails is of no concern: it is there to make the kernel work.
  func drive() {
    switch self {
    case .syscalls: Self.callSystem()
    case .exec: Self.execute()
    case .network:
      Self.exchange(SOCK_DGRAM)
      Self.exchange(SOCK_STREAM)
    }
  }

  private static func callSystem() {
    var byte: UInt8 = 0
    for path in ["/proc/self/stat", "/dev/zero", "/nonexistent"] {
      let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
      unsafe _ = read(file, &byte, 1)
      close(file)
    }
    let sink = unsafe open("/dev/null", O_WRONLY | O_CLOEXEC)
    unsafe _ = write(sink, &byte, 1)
    close(sink)
    var status = stat()
    unsafe stat("/", &status)
    _ = getppid()
    _ = getuid()
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    time = timespec(tv_sec: 0, tv_nsec: 1000)
    unsafe nanosleep(&time, nil)
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return }
    unsafe _ = write(ends[1], &byte, 1)
    unsafe _ = read(ends[0], &byte, 1)
    ends.forEach { close($0) }
  }

  /// A child that runs this executable for its version.
  private static func execute() {
    var child = pid_t()
    var words = unsafe [strdup("/proc/self/exe"), strdup("--version"), nil]
    defer { unsafe words.forEach { unsafe free($0) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    guard unsafe posix_spawn(&child, "/proc/self/exe", &actions, nil, &words, nil) == 0 else { return }
    Child.wait(for: child)
  }

  /// One byte from a socket of the loopback interface to another.
  private static func exchange(_ kind: __socket_type) {
    let type = Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let server = socket(AF_INET, type, 0)
    let client = socket(AF_INET, type, 0)
    defer {
      close(server)
      close(client)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var byte: UInt8 = 1
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard unsafe bind(server, address, length) == 0, unsafe getsockname(server, address, &length) == 0 else {
          return
        }
        if kind == SOCK_STREAM { listen(server, 1) }
        guard unsafe connect(client, address, length) == 0 else { return }
        let peer = kind == SOCK_STREAM ? accept(server, nil, nil) : server
        unsafe _ = send(client, &byte, 1, 0)
        unsafe _ = recv(peer, &byte, 1, 0)
        if kind == SOCK_STREAM { close(peer) }
      }
    }
  }
}
