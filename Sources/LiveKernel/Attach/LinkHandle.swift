import CLibbpf
import Glibc

/// An attachment: detached when it goes.
@safe struct LinkHandle: ~Copyable {
  @safe private enum Kind {
    /// A link of libbpf's.
    case link(OpaquePointer)
    /// A link of the kernel's own.
    case descriptor(CInt)
    /// A queueing discipline that was made for one filter, on the interface of that index.
    case discipline(Int32)
  }

  private let kind: Kind

  /// Takes over a link of libbpf's.
  init(adopting raw: OpaquePointer) { unsafe kind = .link(raw) }

  private init(_ kind: Kind) { self.kind = kind }

  /// Attaches a tc program at the ingress of an interface: by a tcx link (since 6.6), or as a filter of a discipline, for
  /// which the kernel needs `sch_ingress` and `cls_bpf`. Nil and a positive error number when it can be neither.
  static func ingress(of index: Int32, program: CInt, _ code: inout Int32) -> LinkHandle? {
    // BPF_TCX_INGRESS (include/uapi/linux/bpf.h), which older headers lack.
    let link = bpf_link_create(program, index, bpf_attach_type(46), nil)
    if link >= 0 { return LinkHandle(.descriptor(link)) }
    var hook = Self.hook(index)
    let made = unsafe bpf_tc_hook_create(&hook)
    guard made == 0 || made == -EEXIST else {
      code = -made
      return nil
    }
    var options = bpf_tc_opts()
    options.sz = MemoryLayout<bpf_tc_opts>.size
    options.prog_fd = program
    let result = unsafe bpf_tc_attach(&hook, &options)
    guard result == 0 else {
      code = -result
      unsafe _ = bpf_tc_hook_destroy(&hook)
      return nil
    }
    return LinkHandle(.discipline(index))
  }

  private static func hook(_ index: Int32) -> bpf_tc_hook {
    var hook = bpf_tc_hook()
    hook.sz = MemoryLayout<bpf_tc_hook>.size
    hook.ifindex = index
    hook.attach_point = BPF_TC_INGRESS
    return hook
  }

  /// Detaches, and returns when the kernel has done so.
  consuming func detach() {}

  /// Detaches on a thread of its own: the kernel waits 0.1 s and more for all tasks to leave what it takes off a function
  /// (`synchronize_rcu_tasks`). Only for programs that do nothing to others: the next may meet this one's last moments.
  consuming func detachAside() {
    guard case .link(let raw) = kind else { return }
    // The link's own descriptor closes with it; the copy is the last, and its end detaches.
    let copy = unsafe fcntl(bpf_link__fd(raw), F_DUPFD_CLOEXEC, 3)
    _ = consume self
    guard copy >= 0 else { return }
    var thread = pthread_t()
    let isStarted = unsafe pthread_create(
      &thread, nil,
      { descriptor in
        close(CInt(Int(bitPattern: descriptor)))
        return nil
      }, UnsafeMutableRawPointer(bitPattern: Int(copy)))
    if isStarted == 0 { pthread_detach(thread) } else { close(copy) }
  }

  deinit {
    switch kind {
    case .link(let raw): unsafe _ = bpf_link__destroy(raw)
    case .descriptor(let descriptor): close(descriptor)
    case .discipline(let index):
      var hook = Self.hook(index)
      // Both points at once stand for the discipline itself.
      hook.attach_point = bpf_tc_attach_point(BPF_TC_INGRESS.rawValue | BPF_TC_EGRESS.rawValue)
      unsafe _ = bpf_tc_hook_destroy(&hook)
    }
  }
}
