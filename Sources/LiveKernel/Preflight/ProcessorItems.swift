import Jobs

/// What the processor is, who else has it, and what sets its pace.
struct ProcessorItems {
  let files: SystemTree
  /// The one that the task is bound to.
  let cpu: Int?
  let hypervisor: Hypervisor?
  /// What the processors did in the last moment.
  let window: [Int?: ProcessorTimes]

  private var facts: ProcessorFacts { ProcessorFacts(files.text("/proc/cpuinfo") ?? "") }
  private var directory: String { "/sys/devices/system/cpu/cpu\(cpu ?? 0)" }

  var model: Survey.Item {
    let facts = facts
    guard let model = facts.model else { return Survey.Item("processor", .partly, detail: "it has no name here") }
    return Survey.Item("processor", .yes, detail: model + (facts.microcode.map { ", microcode \($0)" } ?? ""))
  }

  var machine: Survey.Item {
    guard let hypervisor else {
      return Survey.Item("own machine", .yes, detail: "no hypervisor shows itself")
    }
    return Survey.Item(
      "own machine", .partly,
      detail:
        "a virtual machine (\(hypervisor.name)): what traps into it, such as uprobes, costs more than on a machine "
        + "of its own, and others can slow this one unseen")
  }

  var emulation: Survey.Item {
    guard let hypervisor, hypervisor.isEmulation else {
      return Survey.Item("real processor", .yes, detail: "instructions are executed, not interpreted")
    }
    return Survey.Item(
      "real processor", .no,
      detail: "\(hypervisor.name) interprets every instruction: times and ticks say nothing of a processor",
      remedy: "count instructions (--exact), or measure on hardware")
  }

  var governor: Survey.Item {
    switch files.word(directory + "/cpufreq/scaling_governor") {
    case "performance"?: Survey.Item("steady rate", .yes, detail: "the governor is performance")
    case let governor?:
      Survey.Item(
        "steady rate", .partly,
        detail:
          "the governor is \(governor): the processor slows down when it has little to do, and nanoseconds with it; "
          + "cycles do not", remedy: "use the performance governor while measuring")
    case nil:
      Survey.Item(
        "steady rate", .partly,
        detail: hypervisor == nil
          ? "the kernel does not set the processor's rate here" : "what runs this machine sets the rate, unseen")
    }
  }

  var boost: Survey.Item {
    let isOn: Bool? =
      if let boost = files.word("/sys/devices/system/cpu/cpufreq/boost") {
        boost == "1"
      } else {
        files.word("/sys/devices/system/cpu/intel_pstate/no_turbo").map { $0 == "0" }
      }
    return switch isOn {
    case true?:
      Survey.Item(
        "no boost", .partly,
        detail: "the processor runs faster while others rest: nanoseconds depend on what else runs, cycles do not",
        remedy: "turn boost off while measuring")
    case false?: Survey.Item("no boost", .yes, detail: "off")
    case nil: Survey.Item("no boost", .partly, detail: "cannot be told: the kernel does not show it")
    }
  }

  var sibling: Survey.Item {
    let name = "own core"
    let list = files.text(directory + "/topology/thread_siblings_list").flatMap(CPUList.init)
    guard let others = list?.numbers.filter({ $0 != cpu ?? 0 }) else {
      return Survey.Item(name, .partly, detail: "whether another processor shares the core is not shown")
    }
    guard !others.isEmpty else {
      return Survey.Item(
        name, .yes,
        detail: hypervisor == nil
          ? "no other processor shares it" : "no other processor of this virtual machine shares it")
    }
    let names = others.map(String.init).joined(separator: ", ")
    let busy = others.compactMap { window[$0]?.busyPercent }.max() ?? 0
    return Survey.Item(
      name, .partly,
      detail:
        "processor \(names) shares it, \(Int(busy.rounded())) % busy just now: what it does slows what is measured",
      remedy: "keep processor \(names) idle, or turn SMT off")
  }

  var pinned: Survey.Item {
    guard let cpu else {
      return Survey.Item(
        "bound to a processor", .no, detail: "the task may move between processors, whose caches and clocks differ")
    }
    let kind = EventDevices(files: files).kinds.first { $0.cpus?.contains(cpu) == true }
    return Survey.Item(
      "bound to a processor", .yes,
      detail: "processor \(cpu)" + (kind.map { " of \($0.name): figures hold for this kind only" } ?? ""))
  }

  var clockSource: Survey.Item {
    switch files.word("/sys/devices/system/clocksource/clocksource0/current_clocksource") {
    case let source? where ["tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter"].contains(source):
      Survey.Item("fast clock", .yes, detail: "the kernel reads \(source)")
    case let source?:
      Survey.Item(
        "fast clock", .partly,
        detail: "the kernel reads \(source), which is slow: programs that ask for the time cost more than elsewhere",
        remedy: "boot with clocksource=tsc where the machine's is reliable")
    case nil: Survey.Item("fast clock", .partly, detail: "the kernel's clock source is not shown")
    }
  }

  /// The time-stamp counter, as it was measured.
  func timeStamp(_ measured: (frequency: Double, step: Double)?) -> Survey.Item {
    let name = "steady time stamps"
    guard let measured else { return Survey.Item(name, .partly, detail: "the processor has no time-stamp counter") }
    let steps =
      "\(Int((measured.frequency / 1e6).rounded())) MHz, in steps of \(Int(measured.step)) "
      + "(\(Self.tenths(measured.step * 1e9 / measured.frequency)) ns): "
    let flags = facts.flags
    guard flags.contains("constant_tsc"), flags.contains("nonstop_tsc") else {
      return Survey.Item(
        name, .no, detail: steps + "its rate follows the processor's, or it stops: ticks are no time",
        remedy: "use another clock")
    }
    return Survey.Item(name, .yes, detail: steps + "shorter differences are only seen over many runs")
  }

  /// With a digit behind the point.
  static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
