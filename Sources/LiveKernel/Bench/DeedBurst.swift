import CLibbpf
import CProcess
import Glibc
import Jobs

/// A driver's deed, done over and over. What it needs is made once and goes with this.
final class DeedBurst: RepeatedDeed, CountedDeed {
  let driver: BenchDriver
  private var near: CInt = -1
  private var far: CInt = -1
  private var child: pid_t = 0
  private var server: SocketAddress?
  private var byte: UInt8 = 0
  private var executable: MinimalExecutable?
  private var pair: FramePair?

  /// Makes ready what the driver needs. Nil and a positive error number when that cannot be.
  init?(_ driver: BenchDriver, _ code: inout Int32) {
    self.driver = driver
    let isReady =
      switch driver {
      case .pipe: openPipe()
      case .datagram: openSockets(SOCK_DGRAM)
      case .connect: openSockets(SOCK_STREAM)
      case .switching: startEcho()
      case .exec: writeExecutable()
      case .veth: makePair()
      case .getppid, .openat, .mmap, .nanosleep, .fork, .function: true
      }
    guard isReady else {
      code = errno
      return nil
    }
  }

  deinit {
    if near >= 0 { close(near) }
    if far >= 0 { close(far) }
    if child > 0 {
      // The end of its pipe may be open in another child.
      kill(child, SIGKILL)
      Child.wait(for: child)
    }
  }

  var givesAway: Bool { driver.givesAway }

  /// Does the deed so often.
  func fire(_ count: Int) { for _ in 0..<count { once(nil) } }

  /// Does the deed once. Where it is of several calls, each of them is a part.
  func once(_ marks: (any DeedMarks)?) {
    marks?.mark()
    switch driver {
    case .getppid: _ = getppid()
    case .function: UserFunction.call()
    case .openat:
      let file = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
      marks?.mark()
      close(file)
    case .pipe, .switching:
      unsafe _ = write(near, &byte, 1)
      if driver == .pipe { marks?.mark() }
      unsafe _ = read(far, &byte, 1)
    case .mmap:
      let size = 1 << 12
      let page = unsafe Glibc.mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      marks?.mark()
      unsafe munmap(page, size)
    case .nanosleep:
      var time = timespec(tv_sec: 0, tv_nsec: 1)
      unsafe _ = Glibc.nanosleep(&time, nil)
    case .datagram:
      unsafe _ = send(near, &byte, 1, 0)
      marks?.mark()
      unsafe _ = recv(far, &byte, 1, 0)
    case .connect: connectOnce(marks)
    case .fork: forkOnce(marks)
    case .exec: executable?.run()
    case .veth: pair?.send()
    }
    marks?.mark()
  }

  private func writeExecutable() -> Bool {
    executable = MinimalExecutable()
    return executable != nil
  }

  private func makePair() -> Bool {
    pair = FramePair()
    return pair != nil
  }

  private func openPipe() -> Bool {
    var ends: [CInt] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { return false }
    far = ends[0]
    near = ends[1]
    return true
  }

  /// A server at the loopback interface, and for datagrams a client that is connected to it.
  private func openSockets(_ kind: __socket_type) -> Bool {
    let type = Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    far = socket(AF_INET, type, 0)
    guard let any = SocketAddress("127.0.0.1", port: 0), unsafe any.use({ unsafe bind(far, $0, $1) }) == 0 else {
      return false
    }
    server = SocketAddress(of: far)
    guard kind == SOCK_DGRAM else { return listen(far, 128) == 0 }
    near = socket(AF_INET, type, 0)
    return connectToServer(near)
  }

  private func connectToServer(_ socket: CInt) -> Bool {
    unsafe server?.use { unsafe connect(socket, $0, $1) } == 0
  }

  /// Where each part of it is measured, from a port that is the same each time: the kernel needs no time to find one.
  private func connectOnce(_ marks: (any DeedMarks)?) {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    // Closed at once, without a state that waits: ports would run out.
    var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
    unsafe _ = setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    if marks != nil {
      var one: CInt = 1
      unsafe _ = setsockopt(client, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<CInt>.size))
      unsafe _ = SocketAddress("127.0.0.1", port: Self.clientPort)?.use { unsafe bind(client, $0, $1) }
    }
    marks?.mark()
    let isConnected = connectToServer(client)
    marks?.mark()
    let accepted = isConnected ? accept(far, nil, nil) : -1
    marks?.mark()
    close(accepted)
    close(client)
  }

  private static let clientPort: UInt16 = 46_873

  /// What its parts are measured of shares this process's memory.
  private func forkOnce(_ marks: (any DeedMarks)?) {
    if let marks { return SharingChild.run(marks) }
    let child = assay_fork()
    if child == 0 { _exit(0) }
    if child > 0 { Child.wait(for: child) }
  }

  /// A child that sends every byte back.
  private func startEcho() -> Bool {
    var there: [CInt] = [-1, -1]
    var back: [CInt] = [-1, -1]
    guard unsafe Glibc.pipe(&there) == 0, unsafe Glibc.pipe(&back) == 0 else { return false }
    child = assay_fork()
    if child == 0 {
      close(there[1])
      close(back[0])
      while unsafe read(there[0], &byte, 1) == 1 { unsafe _ = write(back[1], &byte, 1) }
      _exit(0)
    }
    close(there[0])
    close(back[1])
    near = there[1]
    far = back[0]
    return child > 0
  }
}

extension BenchDriver {
  /// Whether its deed gives the processor away.
  var givesAway: Bool {
    switch self {
    case .nanosleep, .switching, .fork, .exec: true
    case .getppid, .openat, .pipe, .mmap, .connect, .datagram, .function, .veth: false
    }
  }
}
