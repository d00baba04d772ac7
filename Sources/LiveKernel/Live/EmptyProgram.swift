import BPF
import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// A program of ours that does nothing and is attached to nothing: what the kernel says of it is what it says of any.
final class EmptyProgram: Sendable {
  private let descriptor: FileDescriptor
  /// Bursts of runs, and runs of each: what an interrupt falls into does not count.
  private static let bursts = 21
  private static let burstRuns: Int32 = 1000

  /// Loads it, with types where the kernel takes some. Nil where that may not be.
  init?() {
    var result = Self.openWithTypes()
    if result < 0 {
      result = ProgramTypeSurvey.open(.socketFilter, attachType: AttachType(rawValue: 0), target: 0)
    }
    guard result >= 0 else { return nil }
    descriptor = FileDescriptor(adopting: result)
  }

  /// A descriptor, or a negative error number.
  private static func openWithTypes() -> CInt {
    guard let types = unsafe btf__new_empty() else { return -ENOMEM }
    defer { unsafe btf__free(types) }
    let int = unsafe btf__add_int(types, "int", 4, BTF_INT_SIGNED)
    let prototype = unsafe btf__add_func_proto(types, int)
    let function = unsafe btf__add_func(types, "assay_empty", BTF_FUNC_GLOBAL, prototype)
    let loaded = unsafe btf__load_into_kernel(types)
    guard function > 0, loaded == 0 else { return min(function, loaded) }
    let code = OwnCode.leave()
    let place = bpf_func_info(insn_off: 0, type_id: UInt32(function))
    return unsafe withUnsafePointer(to: place) { place in
      var options = unsafe bpf_prog_load_opts()
      unsafe options.sz = MemoryLayout<bpf_prog_load_opts>.size
      unsafe options.prog_btf_fd = UInt32(bitPattern: btf__fd(types))
      unsafe options.func_info = UnsafeRawPointer(place)
      unsafe options.func_info_cnt = 1
      unsafe options.func_info_rec_size = UInt32(MemoryLayout<bpf_func_info>.size)
      return unsafe bpf_prog_load(BPF_PROG_TYPE_SOCKET_FILTER, "assay_empty", "GPL", code, code.count, &options)
    }
  }

  /// Has its runs counted.
  func watched(_ counters: [ProcessorCounters]) throws(Refusal) -> RunCounters {
    try RunCounters(of: descriptor, counters)
  }

  /// What the kernel says of it; nil when it says nothing.
  var info: LoadedProgramInfo? { LoadedProgramInfo(of: descriptor) }

  /// Runs it so often. Whether that could be done.
  func run(_ count: Int32) -> Bool { OwnCode.run(descriptor.raw, times: count) }

  /// Whether its runs are counted at this moment; nil when that cannot be tried.
  var isCounted: Bool? {
    guard let before = info, run(16), let after = info else { return nil }
    return after.runs != before.runs
  }

  /// What the statistics say of one of its runs; nil when they say nothing.
  var floor: LiveWindow.Floor? { floors(nil).statistics }

  /// What the statistics say of one of its runs, and what counters say that watch it.
  func floors(_ watch: RunCounters?) -> (statistics: LiveWindow.Floor?, counters: [Double?]) {
    var values: [Double] = []
    var counted: [[LiveCount]] = [watch?.counts() ?? []]
    for _ in 0..<Self.bursts {
      guard let before = info, run(Self.burstRuns), let after = info, after.runs > before.runs else { return (nil, []) }
      values.append(Double(after.nanoseconds - before.nanoseconds) / Double(after.runs - before.runs))
      counted.append(watch?.counts() ?? [])
    }
    let counters = counted[0].indices.map { index in
      let bursts = zip(counted, counted.dropFirst()).compactMap { earlier, later in
        LiveCount(
          runs: later[index].runs - earlier[index].runs, sum: later[index].sum - earlier[index].sum
        ).perRun
      }.sorted()
      return bursts.isEmpty ? nil : bursts[bursts.count / 2]
    }
    values.sort()
    guard let least = values.first, let most = values.last else { return (nil, counters) }
    return (LiveWindow.Floor(value: values[values.count / 2], least: least, most: most), counters)
  }
}
