import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// A program of an open object. Valid while the object is.
@safe struct ProgramHandle {
  private let raw: OpaquePointer

  init(_ raw: OpaquePointer) { unsafe self.raw = raw }

  /// The function's name.
  var name: String { unsafe String(cString: bpf_program__name(raw)) }
  /// The ELF section, without the `?` of a program that its loader loads by hand.
  var section: String { unsafe String(cString: bpf_program__section_name(raw)) }
  /// The type that libbpf read from the section name, or that was set.
  var type: ProgramType { unsafe ProgramType(rawValue: bpf_program__type(raw).rawValue) }
  /// The attach type that goes with it; its 0 is a value of its own and "none".
  var attachType: AttachType { unsafe AttachType(rawValue: bpf_program__expected_attach_type(raw).rawValue) }

  /// Whether the next load of the object loads it.
  func setAutoload(_ wanted: Bool) { unsafe _ = bpf_program__set_autoload(raw, wanted) }

  /// Gives it a type that its section name does not say. Returns 0 or a positive error number.
  func setType(_ guess: ContextType) -> Int32 {
    let code = unsafe bpf_program__set_type(raw, bpf_prog_type(guess.type.rawValue))
    guard code == 0, let attachType = guess.attachType else { return -code }
    return unsafe -bpf_program__set_expected_attach_type(raw, bpf_attach_type(attachType.rawValue))
  }

  /// Makes a freplace program replace the named function of a loaded program. Returns 0 or a positive error number.
  func setReplaceTarget(program descriptor: CInt, function: String) -> Int32 {
    unsafe -bpf_program__set_attach_target(raw, descriptor, function)
  }

  /// The loaded program's descriptor, which stays the object's.
  var descriptor: CInt { unsafe bpf_program__fd(raw) }

  /// The instructions as they are handed to the kernel, subprograms behind the program; those of the section before the load.
  var instructions: [bpf_insn] {
    unsafe Array(UnsafeBufferPointer(start: bpf_program__insns(raw), count: Int(bpf_program__insn_cnt(raw))))
  }

  /// What libbpf writes for it into the function pointer members of a struct_ops.
  var address: UInt { unsafe UInt(bitPattern: raw) }

  /// Sends the verifier's log of the next load into the buffer, at the level of statistics.
  func setLog(_ buffer: LogBuffer) {
    unsafe _ = bpf_program__set_log_buf(raw, buffer.start, buffer.capacity)
    unsafe _ = bpf_program__set_log_level(raw, LogLevel.statistics.rawValue)
  }

  /// What the row says of the program.
  var identity: ProgramIdentity {
    let section = section, type = type, attachType = attachType
    let match = SectionTable.match(section)
    return ProgramIdentity(
      name: name, section: section, type: type == .unspec ? nil : type.name,
      attachType: attachType.rawValue == 0 ? match?.attachType?.name : attachType.name, attachTarget: match?.target)
  }

  /// Attaches it to what its section names. Nil and a positive error number when libbpf or the kernel refuses.
  func attach(_ code: inout Int32) -> LinkHandle? {
    let link = unsafe bpf_program__attach(raw)
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Attaches it to a network interface: XDP, or tc at ingress.
  func attach(toInterface index: Int32, _ code: inout Int32) -> LinkHandle? {
    guard type == .xdp else { return LinkHandle.ingress(of: index, program: descriptor, &code) }
    let link = unsafe bpf_program__attach_xdp(raw, index)
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Attaches it to a cgroup or a network namespace that is open.
  func attach(to place: borrowing FileDescriptor, _ code: inout Int32) -> LinkHandle? {
    let isNetwork = type == .skLookup || type == .flowDissector
    let link =
      unsafe isNetwork
      ? bpf_program__attach_netns(raw, place.raw) : bpf_program__attach_cgroup(raw, place.raw)
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Attaches it to a perf event, which becomes the link's.
  func attach(toEvent event: consuming FileDescriptor, _ code: inout Int32) -> LinkHandle? {
    let raw = event.release()
    let link = unsafe bpf_program__attach_perf_event(self.raw, raw)
    code = errno
    if unsafe link == nil { close(raw) }
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Attaches it to all packets of a family that arrive in this network namespace.
  /// - Parameter family: `NFPROTO_IPV4` or `NFPROTO_IPV6` (include/uapi/linux/netfilter.h).
  func attach(toArrivalsOf family: UInt32, _ code: inout Int32) -> LinkHandle? {
    var options = bpf_netfilter_opts()
    options.sz = MemoryLayout<bpf_netfilter_opts>.size
    options.pf = family
    // NF_INET_PRE_ROUTING is 0. The kernel takes neither the first priority nor the last.
    options.priority = -1
    let link = unsafe bpf_program__attach_netfilter(raw, &options)
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// Runs an iterator to its end; what it printed. Nil and a positive error number when the kernel refuses.
  /// - Parameters:
  ///   - map: the map whose entries it goes through, where it is of that kind.
  ///   - most: how many bytes are kept.
  func iterate(over map: CInt?, most: Int, _ code: inout Int32) -> [UInt8]? {
    var info = bpf_iter_link_info()
    unsafe info.map.map_fd = UInt32(map ?? 0)
    let link = unsafe withUnsafeMutablePointer(to: &info) { info in
      var options = unsafe bpf_iter_attach_opts()
      unsafe options.sz = MemoryLayout<bpf_iter_attach_opts>.size
      unsafe options.link_info = map == nil ? nil : info
      unsafe options.link_info_len = map == nil ? 0 : UInt32(MemoryLayout<bpf_iter_link_info>.size)
      return unsafe bpf_program__attach_iter(raw, &options)
    }
    code = errno
    guard let link = unsafe link else { return nil }
    defer { unsafe _ = bpf_link__destroy(link) }
    let made = unsafe bpf_iter_create(bpf_link__fd(link))
    guard made >= 0 else {
      code = -made
      return nil
    }
    let file = FileDescriptor(adopting: made)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe read(file.raw, &buffer, buffer.count)
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count >= 0 else {
        code = errno
        return nil
      }
      guard count > 0 else { return bytes }
      bytes += buffer.prefix(min(count, most - bytes.count))
    }
  }

  /// Attaches it to a function of this process.
  func attach(_ probe: UserProbe, to function: UserFunction, _ code: inout Int32) -> LinkHandle? {
    let link: OpaquePointer?
    if probe.isMulti {
      var offset = UInt(function.offset)
      unsafe link = unsafe withUnsafePointer(to: &offset) { offset in
        var options = unsafe bpf_uprobe_multi_opts()
        // Up to the last member set: libbpf refuses what is not zero behind those it knows, and padding may hold anything.
        let end = unsafe MemoryLayout<bpf_uprobe_multi_opts>.offset(of: \.retprobe) ?? 0
        unsafe options.sz = end + MemoryLayout<Bool>.size
        unsafe options.offsets = offset
        unsafe options.cnt = 1
        unsafe options.retprobe = probe.isReturn
        return unsafe bpf_program__attach_uprobe_multi(raw, 0, function.path, nil, &options)
      }
    } else {
      var options = unsafe bpf_uprobe_opts()
      unsafe options.sz = MemoryLayout<bpf_uprobe_opts>.size
      unsafe options.retprobe = probe.isReturn
      unsafe link = bpf_program__attach_uprobe_opts(raw, 0, function.path, function.offset, &options)
    }
    code = errno
    return unsafe link.map { unsafe LinkHandle(adopting: $0) }
  }

  /// How often it has run; nil when the kernel does not say.
  var runs: Int? { statistics?.runs }

  /// How often it has run, and for how long, while statistics were kept; nil when the kernel does not say.
  var statistics: (runs: Int, nanoseconds: Int)? {
    var info = bpf_prog_info()
    var size = UInt32(MemoryLayout<bpf_prog_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(descriptor, &info, &size) == 0 else { return nil }
    return (Int(clamping: info.run_cnt), Int(clamping: info.run_time_ns))
  }

  /// Whether it is the same program of the same open object.
  func isSame(as other: ProgramHandle) -> Bool { unsafe raw == other.raw }
}
