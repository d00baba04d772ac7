import CLibbpf
import CProcess
import Glibc
import Jobs
import KernelFacts

/// Deeds that make attached programs run. A deed that the kernel refuses is an outcome as good as another: a program may
/// have refused it.
final class DeedDoer {
  /// The port of a group of sockets.
  private static let groupPort: UInt16 = 9000
  private static let groupSockets = 2
  /// What is waited for an answer on the loopback interface, in milliseconds.
  private static let patience: Int32 = 200
  private static let mostOutput = 64 << 10
  private static let mostLines = 200

  /// Interfaces: a pair where there is one, and what there always is.
  private static let nearEnd = "assay0"
  private static let farEnd = "assay1"
  private static let loopback = "lo"
  private static let mostFrames = 16

  /// The interface that frames are sent on.
  private var interface = DeedDoer.loopback
  /// Whether frames are sent at one end of a pair, and arrive at the other.
  var hasPair: Bool { interface == Self.nearEnd }
  /// The map of sockets that a program is attached to.
  var socketMap: LoadedMap?
  /// Iterators that are attached, and the maps that they may go through.
  var iterators: [ProgramHandle] = []
  var maps: [LoadedMap] = []
  /// What iterators printed.
  private(set) var printed: [String] = []
  /// Sockets that stay open until the case ends.
  private var sockets: [CInt] = []
  private var group: [CInt] = []
  private var directory: String?

  deinit { end() }

  /// Closes and removes what the deeds left.
  func end() {
    (sockets + group).forEach { close($0) }
    sockets = []
    group = []
    socketMap = nil
    iterators = []
    maps = []
    printed = []
    interface = Self.loopback
    if let directory { Self.remove(directory) }
    directory = nil
  }

  /// Removes the directory of a process's case that could not do so itself.
  static func sweep(after process: pid_t) {
    for name in SystemFile.entries(of: "/tmp") where name.hasPrefix("assay-case-\(process)-") { remove("/tmp/\(name)") }
  }

  private static func remove(_ directory: String) {
    for name in SystemFile.entries(of: directory) { unsafe Glibc.remove("\(directory)/\(name)") }
    unsafe rmdir(directory)
  }

  typealias Result = (status: Int32, output: [String])

  /// Does the deed of that name: 0 or -errno, and what there is to see; `started` is told of a process that it makes.
  func run(_ name: String, _ words: [String], started: (pid_t) -> Void) throws(CaseRun.Failure) -> Result {
    guard let deed = Deed(rawValue: name) else {
      throw .input(
        "there is no deed \(name)",
        advice: "There are: \(Deed.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard deed.takes(words.count) else {
      throw .input("the deed \(name) takes other arguments", advice: "Write \(deed.usage).")
    }
    if let (_, problem) = deed.problem(with: words) { throw .input("\(name): \(problem.summary)") }
    func number(_ index: Int) -> Int32 { Int32(clamping: deed.arguments[index].number(words[index]) ?? 0) }
    func address() throws(CaseRun.Failure) -> SocketAddress {
      guard let address = SocketAddress(words[0], port: UInt16(clamping: number(1))) else {
        throw .input("\(name): '\(words[0])' is no IPv4 or IPv6 address")
      }
      return address
    }
    switch deed {
    case .bind: return bind(try address(), SOCK_DGRAM)
    case .connect: return connect(try address())
    case .exchange: return exchange(words[0])
    // The one program that there is in every machine.
    case .exec: return try command(["/proc/self/exe", "--version"], started: started)
    case .getppid:
      for _ in 0..<min(words.isEmpty ? 1 : number(0), 1 << 20) { _ = Glibc.getppid() }
      return (0, [])
    case .getsockopt: return getOption(number(0), number(1))
    case .iterate: return try iterate(words.first)
    case .listen: return bind(try address(), SOCK_STREAM)
    case .mkdir: return Self.status(unsafe Glibc.mkdir(path(words[0]), 0o755))
    case .open: return openFile(words[0], O_RDONLY)
    case .packet: return sendFrame(DeedArgument.bytes(words[0]) ?? [])
    case .read: return readFile(words[0])
    case .send: return send(words[2], to: try address())
    case .setsockopt: return setOption(number(0), number(1), number(2))
    case .sleep:
      usleep(useconds_t(min(number(0), 60_000) * 1000))
      return (0, [])
    case .socket: return Self.status(open(number(0), __socket_type(rawValue: UInt32(number(1)))))
    case .spin:
      Self.spin(min(Int(number(0)), 60_000))
      return (0, [])
    case .sysctl: return readFile("/proc/sys/" + words[0].replacing(".", with: "/"))
    case .unlink: return Self.status(unsafe Glibc.unlink(path(words[0])))
    case .write: return writeFile(words[0], words[1])
    }
  }

  private static func status(_ result: Int32, _ output: [String] = []) -> Result {
    (result < 0 ? -errno : 0, output)
  }
}

// MARK: - Sockets

extension DeedDoer {
  private func open(_ family: Int32, _ kind: __socket_type) -> CInt {
    let raw = socket(family, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    if raw >= 0 { sockets.append(raw) }
    return raw
  }

  private func connect(_ address: SocketAddress) -> Result {
    let raw = open(address.family, SOCK_STREAM)
    guard raw >= 0 else { return Self.status(-1) }
    guard connect(raw, to: address) else { return Self.status(-1) }
    return (0, SocketAddress(peerOf: raw).map { ["connected to \($0)"] } ?? [])
  }

  /// Connects within the time there is for it: a handshake that a program lets nobody answer must not be waited for. No
  /// socket option is set, which programs would see. False with `errno` when it is not connected.
  private func connect(_ raw: CInt, to address: SocketAddress) -> Bool {
    let flags = fcntl(raw, F_GETFL)
    _ = fcntl(raw, F_SETFL, flags | O_NONBLOCK)
    var result = unsafe address.use { unsafe Glibc.connect(raw, $0, $1) }
    if result != 0, errno == EINPROGRESS {
      guard isReady(raw, POLLOUT) else {
        errno = ETIMEDOUT
        return false
      }
      // Asked again, the kernel says how it went.
      result = unsafe address.use { unsafe Glibc.connect(raw, $0, $1) }
      if result != 0, errno == EISCONN { result = 0 }
    }
    guard result == 0 else { return false }
    _ = fcntl(raw, F_SETFL, flags)
    return true
  }

  private func isReady(_ raw: CInt, _ events: Int32) -> Bool {
    var wait = pollfd(fd: raw, events: Int16(events), revents: 0)
    return unsafe poll(&wait, 1, Self.patience) > 0
  }

  private func bind(_ address: SocketAddress, _ kind: __socket_type) -> Result {
    let raw = open(address.family, kind)
    guard raw >= 0 else { return Self.status(-1) }
    let result = unsafe address.use { unsafe Glibc.bind(raw, $0, $1) }
    guard result == 0, kind == SOCK_STREAM else { return Self.status(result) }
    return Self.status(Glibc.listen(raw, 16))
  }

  private func send(_ text: String, to address: SocketAddress) -> Result {
    let raw = open(address.family, SOCK_DGRAM)
    guard raw >= 0 else { return Self.status(-1) }
    let bytes = Array(text.utf8)
    let sent = unsafe address.use { unsafe sendto(raw, bytes, bytes.count, 0, $0, $1) }
    guard sent >= 0 else { return Self.status(-1) }
    var output: [String] = []
    for (index, member) in group.enumerated() {
      var buffer = [UInt8](repeating: 0, count: 2048)
      while true {
        let count = unsafe recv(member, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count >= 0 else { break }
        output.append("socket \(index) got \(String(decoding: buffer.prefix(count), as: UTF8.self))")
      }
    }
    return (0, output)
  }

  /// A connection of two sockets of this case, in the map of sockets where a program is attached to one: 0 is who sends, 1
  /// who receives.
  private func exchange(_ text: String) -> Result {
    let server = open(AF_INET, SOCK_STREAM)
    let client = open(AF_INET, SOCK_STREAM)
    guard server >= 0, client >= 0 else { return Self.status(-1) }
    guard let any = SocketAddress("127.0.0.1", port: 0), unsafe any.use({ unsafe Glibc.bind(server, $0, $1) }) == 0,
      Glibc.listen(server, 1) == 0, let place = SocketAddress(of: server), connect(client, to: place)
    else { return Self.status(-1) }
    guard isReady(server, POLLIN) else { return (-ETIMEDOUT, []) }
    let peer = accept(server, nil, nil)
    guard peer >= 0 else { return Self.status(-1) }
    sockets.append(peer)
    for (index, member) in [client, peer].enumerated() {
      guard let map = socketMap else { break }
      let key = LoadedMap.index(index) + [UInt8](repeating: 0, count: max(0, map.keySize - 4))
      let value = unsafe withUnsafeBytes(of: UInt64(member)) { unsafe Array($0.prefix(map.valueSize)) }
      let code = map.put(Array(key.prefix(map.keySize)), value)
      guard code == 0 else { return (-code, []) }
    }
    let bytes = Array(text.utf8)
    let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
    guard unsafe Glibc.send(client, bytes, bytes.count, flags) >= 0 else { return Self.status(-1) }
    var output: [String] = []
    for (name, member) in [("receiver", peer), ("sender", client)] {
      guard !output.isEmpty || isReady(member, POLLIN) else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe recv(member, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 { output.append("\(name) got \(String(decoding: buffer.prefix(count), as: UTF8.self))") }
    }
    return (0, output)
  }

  /// Makes a pair of interfaces and gives the index of the far one: what is sent at the near one arrives there. Where the
  /// kernel has no such pairs it is the loopback interface, which frames come back from.
  func openInterface() -> Int32 {
    if interface == Self.loopback {
      // What the kernel itself sends on a new interface would be taken for the case's; this network has no other user.
      _ = writeFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1")
      if unsafe assay_make_pair(Self.nearEnd, Self.farEnd) == 0 {
        interface = Self.nearEnd
        letFramesIn(Int32(unsafe if_nametoindex(Self.nearEnd)))
      }
    }
    return Int32(unsafe if_nametoindex(interface == Self.nearEnd ? Self.farEnd : Self.loopback))
  }

  /// An end of a pair takes what a program at the other end transmits (XDP_TX) only where it has an XDP program itself:
  /// drivers/net/veth.c, `veth_xdp_flush`. This one lets everything pass. Without it nothing comes back.
  private func letFramesIn(_ index: Int32) {
    // XDP_PASS
    let pass = OwnCode.leave(2)
    let program = unsafe bpf_prog_load(BPF_PROG_TYPE_XDP, "pass", "GPL", pass, pass.count, nil)
    guard program >= 0 else { return }
    let link = bpf_link_create(program, index, bpf_attach_type(AttachType.xdp.rawValue), nil)
    close(program)
    // Open until the case ends, as sockets are.
    if link >= 0 { sockets.append(link) }
  }

  /// Puts a frame on the near interface; tells the frames that came back to it.
  private func sendFrame(_ frame: [UInt8]) -> Result {
    let isPair = interface == Self.nearEnd
    // ETH_P_ALL of include/uapi/linux/if_ether.h, in network order; a socket that only sends has no protocol.
    let allFrames = UInt16(3).bigEndian
    let raw = socket(
      AF_PACKET, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), isPair ? Int32(allFrames) : 0)
    guard raw >= 0 else { return Self.status(-1) }
    sockets.append(raw)
    // SOL_PACKET, PACKET_QDISC_BYPASS: the queue of an interface that has just come up drops what it is given until a
    // worker of the kernel has seen the carrier.
    var one: Int32 = 1
    unsafe setsockopt(raw, 263, 20, &one, socklen_t(MemoryLayout<Int32>.size))
    // struct sockaddr_ll of include/uapi/linux/if_packet.h: family u16, protocol u16, interface i32, hardware type u16,
    // packet type u8, length u8, address 8 bytes.
    var place = [UInt8](repeating: 0, count: 20)
    unsafe withUnsafeBytes(of: UInt16(AF_PACKET)) { unsafe place.replaceSubrange(0..<2, with: $0) }
    if isPair { unsafe withUnsafeBytes(of: allFrames) { unsafe place.replaceSubrange(2..<4, with: $0) } }
    unsafe withUnsafeBytes(of: if_nametoindex(interface)) { unsafe place.replaceSubrange(4..<8, with: $0) }
    let sent = unsafe place.withUnsafeBytes { bytes in
      unsafe bytes.withMemoryRebound(to: sockaddr.self) { address in
        if isPair { unsafe _ = Glibc.bind(raw, address.baseAddress, socklen_t(bytes.count)) }
        return unsafe sendto(raw, frame, frame.count, 0, address.baseAddress, socklen_t(bytes.count))
      }
    }
    guard sent >= 0 else { return Self.status(-1) }
    return (0, isPair ? framesBack(raw) : [])
  }

  /// Frames that came to the near interface, and were not sent from it.
  private func framesBack(_ raw: CInt) -> [String] {
    var output: [String] = []
    // PACKET_OUTGOING of include/uapi/linux/if_packet.h.
    let outgoing: UInt8 = 4
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while output.count < Self.mostFrames, isReady(raw, POLLIN) {
      var place = [UInt8](repeating: 0, count: 20)
      var size = socklen_t(place.count)
      let count = unsafe place.withUnsafeMutableBytes { bytes in
        unsafe bytes.withMemoryRebound(to: sockaddr.self) { address in
          unsafe recvfrom(raw, &buffer, buffer.count, Int32(MSG_DONTWAIT), address.baseAddress, &size)
        }
      }
      guard count > 0 else { break }
      guard place[10] != outgoing else { continue }
      output.append("came back " + buffer.prefix(count).map { Self.hexadecimal($0) }.joined())
    }
    return output
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }

  private func setOption(_ level: Int32, _ name: Int32, _ value: Int32) -> Result {
    var value = value
    let raw = open(AF_INET, SOCK_STREAM)
    guard raw >= 0 else { return Self.status(-1) }
    return Self.status(unsafe setsockopt(raw, level, name, &value, socklen_t(MemoryLayout<Int32>.size)))
  }

  private func getOption(_ level: Int32, _ name: Int32) -> Result {
    let raw = open(AF_INET, SOCK_STREAM)
    guard raw >= 0 else { return Self.status(-1) }
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    let result = unsafe getsockopt(raw, level, name, &value, &size)
    return Self.status(result, result == 0 ? ["\(value)"] : [])
  }

  /// Opens sockets that share a port, in each of the arrays, for a program that chooses among them. Returns 0 or a positive
  /// error number.
  func openGroup(program: CInt, arrays: [LoadedMap]) -> Int32 {
    // SO_REUSEPORT, SO_ATTACH_REUSEPORT_EBPF (include/uapi/asm-generic/socket.h).
    let (share, attach): (Int32, Int32) = (15, 52)
    guard let address = SocketAddress("127.0.0.1", port: Self.groupPort) else { return EINVAL }
    for index in 0..<Self.groupSockets {
      let raw = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard raw >= 0 else { return errno }
      group.append(raw)
      var one: Int32 = 1
      guard unsafe setsockopt(raw, SOL_SOCKET, share, &one, socklen_t(MemoryLayout<Int32>.size)) == 0,
        unsafe address.use({ unsafe Glibc.bind(raw, $0, $1) }) == 0
      else { return errno }
      for map in arrays where index < map.maxEntries {
        let value = unsafe withUnsafeBytes(of: UInt64(raw)) { unsafe Array($0.prefix(map.valueSize)) }
        let code = map.put(LoadedMap.index(index), value)
        guard code == 0 else { return code }
      }
    }
    var program = program
    let size = socklen_t(MemoryLayout<CInt>.size)
    return unsafe setsockopt(group[0], SOL_SOCKET, attach, &program, size) == 0 ? 0 : errno
  }
}

// MARK: - Programs

extension DeedDoer {
  private static let iterated = ["bpf_map_elem", "bpf_sk_storage_map"]

  /// Reads every iterator that is attached to its end.
  private func iterate(_ name: String?) throws(CaseRun.Failure) -> Result {
    guard !iterators.isEmpty else {
      throw .input("no iterator is attached that could be read", advice: "Name one in attach: [PROGRAM].")
    }
    var map: LoadedMap?
    if let name {
      guard let found = maps.first(where: { $0.name == name }) else { throw .input("the object has no map \(name)") }
      map = found
    }
    var output: [String] = []
    for program in iterators {
      let target = program.identity.attachTarget ?? ""
      guard map != nil || !Self.iterated.contains(target) else {
        throw .input("iterator \(program.name) goes through a map's entries", advice: "Write iterate: [MAP].")
      }
      var code: Int32 = 0
      guard let bytes = program.iterate(over: map?.descriptor, most: Self.mostOutput, &code) else {
        return (-code, output)
      }
      output += Self.lines(bytes)
    }
    printed += output
    return (0, output)
  }

  /// Keeps the processor busy for so many milliseconds of this process's own time. A virtual machine whose host is busy
  /// sees time jump while it stands still: a jump counts as no more than a step, for nothing was done in it.
  private static func spin(_ milliseconds: Int) {
    func now() -> Int {
      var time = timespec()
      unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
    let longestStep = 100_000
    var left = milliseconds * 1_000_000
    var last = now()
    while left > 0 {
      let next = now()
      left -= min(next - last, longestStep)
      last = next
    }
  }
}

// MARK: - Files and commands

extension DeedDoer {
  /// Makes the directory of the case's own, where there is none yet.
  func makeDirectory() {
    guard directory == nil else { return }
    var template = Array(("/tmp/assay-case-\(getpid())-" + String(repeating: "X", count: 6)).utf8CString)
    guard unsafe mkdtemp(&template) != nil else { return }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A path as it is; a relative one in a directory of the case's own.
  private func path(_ text: String) -> String {
    guard !text.hasPrefix("/") else { return text }
    makeDirectory()
    return (directory ?? "/nonexistent") + "/" + text
  }

  private func openFile(_ path: String, _ flags: Int32) -> Result {
    let raw = unsafe Glibc.open(self.path(path), flags | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else { return Self.status(-1) }
    close(raw)
    return (0, [])
  }

  private func readFile(_ path: String) -> Result {
    let raw = unsafe Glibc.open(self.path(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard raw >= 0 else { return Self.status(-1) }
    let file = FileDescriptor(adopting: raw)
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(file.raw, &buffer, buffer.count)
    guard count >= 0 else { return Self.status(-1) }
    return (0, Self.lines(buffer.prefix(count)))
  }

  private func writeFile(_ path: String, _ text: String) -> Result {
    let raw = unsafe Glibc.open(self.path(path), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard raw >= 0 else { return Self.status(-1) }
    let file = FileDescriptor(adopting: raw)
    let bytes = Array(text.utf8)
    return Self.status(unsafe Int32(clamping: Glibc.write(file.raw, bytes, bytes.count)))
  }

  private static func lines(_ bytes: some Collection<UInt8>) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).suffix(mostLines).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs a command to its end, in the case's identity: its exit status as a shell counts it, and the end of what it wrote.
  func command(_ words: [String], started: (pid_t) -> Void) throws(CaseRun.Failure) -> Result {
    guard let name = words.first else { throw .input("a command has no words") }
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return Self.status(-1) }
    let reading = FileDescriptor(adopting: ends[0])
    let writing = FileDescriptor(adopting: ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child = GuardedCommand.start(words, output: writing)
    _ = consume writing
    guard child > 0 else {
      throw .input(
        "the command \(name) cannot be started: \(ErrorNumber(-child).text)",
        advice: child == -ENOENT
          ? "Give its whole path. A virtual machine has no program but the worker: exec: [] runs that one." : nil,
        errno: -child)
    }
    started(child)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe Glibc.read(reading.raw, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
      if bytes.count > Self.mostOutput { bytes.removeFirst(bytes.count - Self.mostOutput) }
    }
    let status = Child.wait(for: child)
    // As the macros of sys/wait.h take a status apart.
    let signal = status & 0x7f
    return (signal == 0 ? status >> 8 & 0xff : 128 + signal, Self.lines(bytes))
  }
}
