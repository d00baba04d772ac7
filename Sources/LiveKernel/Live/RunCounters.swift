import CLibbpf
import Glibc
import Jobs

/// Counts what happens in the runs of a program that somebody else loaded, by two programs of ours that the kernel runs at its
/// beginning and at its end (`fentry` and `fexit` on a program, since 5.5). Gone with this; the program itself is not touched.
final class RunCounters {
  /// `struct bpf_perf_event_value`, and a sum with the count of its runs, in bytes.
  private static let valueBytes: UInt32 = 24
  private static let sumBytes: UInt32 = 16

  private let sums: FileDescriptor
  private let begun: FileDescriptor
  private let entry: Watcher
  private let exit: Watcher
  private let count: Int
  private let processors = Int(libbpf_num_possible_cpus())

  /// Begins to count the runs of a program. What it throws says why that cannot be.
  init(of program: borrowing FileDescriptor, _ counters: [ProcessorCounters]) throws(Refusal) {
    guard let info = LoadedProgramInfo(of: program), let function = info.function(program) else {
      throw Refusal(
        .environment,
        Reason(
          "it has no types, by which a program of ours is attached to it",
          advice: "Load it with BTF: compile it with -g."))
    }
    count = counters.count
    begun = try Self.map("assay_begun", Self.valueBytes, count)
    sums = try Self.map("assay_sums", Self.sumBytes, count)
    let maps = counters.map { $0.map.raw }
    // What began before anything was there to end it is not counted: the end comes first.
    exit = try Watcher(
      Self.exitCode(maps, begun: begun.raw, sums: sums.raw), BPF_TRACE_FEXIT, of: program.raw, function: function)
    entry = try Watcher(Self.entryCode(maps, begun: begun.raw), BPF_TRACE_FENTRY, of: program.raw, function: function)
  }

  /// What was counted up to now, by the counters.
  func counts() -> [LiveCount] {
    (0..<count).map { index in
      var key = UInt32(index)
      var values = [UInt64](repeating: 0, count: max(processors, 1) * Int(Self.sumBytes) / MemoryLayout<UInt64>.size)
      guard unsafe bpf_map_lookup_elem(sums.raw, &key, &values) == 0 else { return LiveCount(runs: 0, sum: 0) }
      return stride(from: 0, to: values.count, by: 2).reduce(into: LiveCount(runs: 0, sum: 0)) { count, place in
        count.sum += Int(clamping: values[place])
        count.runs += Int(clamping: values[place + 1])
      }
    }
  }

  private static func map(_ name: String, _ bytes: UInt32, _ entries: Int) throws(Refusal) -> FileDescriptor {
    let made = unsafe bpf_map_create(BPF_MAP_TYPE_PERCPU_ARRAY, name, 4, bytes, UInt32(max(entries, 1)), nil)
    guard made >= 0 else {
      throw Refusal(.environment, Reason("no map can be made: \(ErrorNumber(-made).text)", errno: -made))
    }
    return FileDescriptor(adopting: made)
  }

  // MARK: - Programs

  /// At the beginning: `bpf_perf_event_read_value(counter, this processor, begun[index])` for each counter.
  private static func entryCode(_ counters: [CInt], begun: CInt) -> [bpf_insn] {
    var code: [bpf_insn] = []
    for (index, counter) in counters.enumerated() {
      code += guarded(look(index, in: begun), [bpf_insn(0xbf, 3, 0)] + read(counter))
    }
    return code + OwnCode.leave()
  }

  /// At the end: reads each counter, and adds what it went on by to its sum.
  private static func exitCode(_ counters: [CInt], begun: CInt, sums: CInt) -> [bpf_insn] {
    var code: [bpf_insn] = []
    for (index, counter) in counters.enumerated() {
      // r7 = value; r8 = begun; *begun = 0
      let value = [bpf_insn(0xbf, 3, 10), bpf_insn(0x07, 3, imm: -32)] + read(counter)
      // sum += r7 - r8; runs += 1
      let add = [
        bpf_insn(0x1f, 7, 8), bpf_insn(0x79, 1, 0), bpf_insn(0x0f, 1, 7), bpf_insn(0x7b, 0, 1),
        bpf_insn(0x79, 1, 0, off: 8),
        bpf_insn(0x07, 1, imm: 1), bpf_insn(0x7b, 0, 1, off: 8),
      ]
      let known = [bpf_insn(0x79, 8, 0), bpf_insn(0x7a, 0, off: 0)]
      let summed = guarded(look(index, in: sums), add)
      // Nothing began: r8 is 0.
      let whole = known + [bpf_insn(0x15, 8, off: Int16(summed.count))] + summed
      let found = [bpf_insn(0x79, 7, 10, off: -32)] + guarded(look(index, in: begun), whole)
      code += value + [bpf_insn(0x55, 0, off: Int16(found.count))] + found
    }
    return code + OwnCode.leave()
  }

  /// `r0 = &map[index]`
  private static func look(_ index: Int, in map: CInt) -> [bpf_insn] {
    [bpf_insn(0x62, 10, off: -4, imm: Int32(index))] + OwnCode.address(1, of: map)
      + [bpf_insn(0xbf, 2, 10), bpf_insn(0x07, 2, imm: -4), bpf_insn(0x85, imm: 1)]
  }

  /// `bpf_perf_event_read_value(counter, BPF_F_CURRENT_CPU, r3, 24)`
  private static func read(_ counter: CInt) -> [bpf_insn] {
    OwnCode.address(1, of: counter)
      + [bpf_insn(0xb4, 2, imm: -1), bpf_insn(0xb7, 4, imm: Int32(valueBytes)), bpf_insn(0x85, imm: 55)]
  }

  /// Some instructions after others, where `r0` is not 0 by then.
  private static func guarded(_ look: [bpf_insn], _ body: [bpf_insn]) -> [bpf_insn] {
    look + [bpf_insn(0x15, 0, off: Int16(body.count))] + body
  }
}

extension RunCounters {
  /// A program of ours that is attached to another.
  private final class Watcher {
    private let program: FileDescriptor
    private let link: FileDescriptor

    init(_ code: [bpf_insn], _ type: bpf_attach_type, of target: CInt, function: UInt32) throws(Refusal) {
      var options = unsafe bpf_prog_load_opts()
      unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
      unsafe options.expected_attach_type = type
      unsafe options.attach_prog_fd = UInt32(bitPattern: target)
      unsafe options.attach_btf_id = function
      let loaded = unsafe bpf_prog_load(BPF_PROG_TYPE_TRACING, "assay_watch", "GPL", code, code.count, &options)
      guard loaded >= 0 else { throw Self.refusal(-loaded) }
      program = FileDescriptor(adopting: loaded)
      let attached = bpf_raw_tracepoint_open(nil, loaded)
      guard attached >= 0 else { throw Self.refusal(-attached) }
      link = FileDescriptor(adopting: attached)
    }

    private static func refusal(_ code: Int32) -> Refusal {
      let advice: String? =
        switch code {
        case EPERM: "It takes CAP_BPF and CAP_PERFMON, and a machine whose policy lets fentry programs be loaded."
        case EINVAL:
          "Programs that watch others (fentry, fexit) cannot be watched, nor can those that are not compiled."
        default: nil
        }
      return Refusal(
        .environment,
        Reason(
          "the kernel lets no program of ours watch it: \(ErrorNumber(code).text)", advice: advice, errno: code))
    }
  }
}
