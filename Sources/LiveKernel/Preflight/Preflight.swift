import Glibc
import Jobs

/// Looks at everything that changes what a measurement comes to, and changes nothing.
struct Preflight {
  var files = Self.host
  /// What the processor says that it is run by.
  var signature = Hypervisor.signature
  /// The processor that the measuring task is bound to; nil when it is not.
  var cpu: Int?
  /// Ticks of the time-stamp counter in a second, and the step that it moves by; nil where there is none.
  var timeStamp: () -> (frequency: Double, step: Double)? = Self.measuredTimeStamp
  /// Whether statistics of programs are kept at this moment; nil when it cannot be tried.
  var areStatisticsKept: () -> Bool? = StatisticsProbe.areKept
  /// Lets time pass between two looks at what processors do: 50 ms.
  var pause: () -> Void = { usleep(50_000) }

  /// The running system, with settings of the network as seen from outside.
  private static var host: SystemTree {
    var tree = SystemTree.host
    tree.text = { path in
      let outside = path.hasPrefix("/proc/sys/net/") ? OutsideNetwork() : nil
      defer { withExtendedLifetime(outside) {} }
      return SystemFile.text(path)
    }
    return tree
  }

  /// Looks.
  func take() -> PreflightReport {
    let before = ProcessorTimes.read(files.text("/proc/stat") ?? "")
    pause()
    let after = ProcessorTimes.read(files.text("/proc/stat") ?? "")
    var window: [Int?: ProcessorTimes] = [:]
    for (cpu, times) in after { window[cpu] = before[cpu].map { times.since($0) } }
    let hypervisor = Hypervisor(signature: signature, files: files)
    let kept = areStatisticsKept()
    let load = LoadItems(files: files, processors: processors, sinceBoot: after[nil], window: window[nil])
    let processor = ProcessorItems(files: files, cpu: cpu, hypervisor: hypervisor, window: window)
    let kernel = CompilerItems(files: files, statisticsAreKept: kept)
    let items =
      [processor.model] + [kernel.release, kernel.jit, kernel.hardening, kernel.symbols, kernel.mitigations]
      + [kernel.statistics, processor.machine, processor.emulation, processor.governor, processor.boost]
      + [processor.sibling, processor.pinned, processor.clockSource, processor.timeStamp(timeStamp())]
      + [load.steal, load.pressure, load.average]
    return PreflightReport(
      group: Survey.Group(title: "What figures depend on", items: items), fingerprint: fingerprint(hypervisor, kept),
      keepsStatistics: kernel.keepsStatistics, isInterpreted: kernel.isInterpreted,
      isEmulated: hypervisor?.isEmulation ?? false, isLoaded: load.isLoaded)
  }

  /// Processors that are in use.
  private var processors: Int {
    max(1, files.text("/sys/devices/system/cpu/online").flatMap(CPUList.init)?.numbers.count ?? 1)
  }

  /// What changes from one moment to the next, and where the task is bound to, is no part of it.
  private func fingerprint(_ hypervisor: Hypervisor?, _ kept: Bool?) -> String {
    var print = Fingerprint()
    for path in [
      "/proc/sys/kernel/osrelease", "/proc/sys/kernel/version", "/proc/sys/net/core/bpf_jit_enable",
      "/proc/sys/net/core/bpf_jit_harden", "/sys/devices/system/cpu/online", "/sys/devices/system/cpu/smt/active",
      "/sys/devices/system/cpu/cpufreq/boost", "/sys/devices/system/cpu/intel_pstate/no_turbo",
      "/sys/devices/system/clocksource/clocksource0/current_clocksource",
    ] {
      print.add(path, files.text(path))
    }
    let vulnerabilities = CompilerItems.vulnerabilities
    for name in files.entries(vulnerabilities).sorted() { print.add(name, files.text("\(vulnerabilities)/\(name)")) }
    let facts = ProcessorFacts(files.text("/proc/cpuinfo") ?? "")
    print.add("model", facts.model)
    print.add("microcode", facts.microcode)
    print.add("governor", files.word("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))
    print.add("hypervisor", hypervisor?.name)
    print.add("statistics", kept.map { "\($0)" })
    return print.text
  }

  private static func measuredTimeStamp() -> (frequency: Double, step: Double)? {
    let calibration = ClockCalibration(time: .host)
    guard let frequency = calibration.timeStampFrequency(),
      var clock = try? CounterGroup(OwnClockLayer.timeStamp, layer: OwnClockLayer())
    else { return nil }
    return (frequency, calibration.step(of: &clock))
  }
}
