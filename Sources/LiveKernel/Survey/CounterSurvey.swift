import Jobs

/// Which counters perf opens for a task, kernel included: each is opened, never started, and closed.
struct CounterSurvey {
  let held: HeldCapabilities

  /// The group.
  var group: Survey.Group {
    Survey.Group(
      title: "Counters that perf opens",
      items: [
        counter(.cycles, "hardware cycles"), counter(.instructions, "hardware instructions"), timeStamp,
        counter(.taskClock, "time of the task, in nanoseconds"),
      ])
  }

  /// The processor's time-stamp counter, whose type the kernel gives out at boot.
  private var timeStamp: Survey.Item {
    guard let event = EventDevices().event("tsc", of: "msr") else {
      return Survey.Item(
        "msr/tsc", .no, detail: "perf has no msr/tsc event here", remedy: "CONFIG_PERF_EVENTS_INTEL_MSR, x86")
    }
    return counter(event, "ticks of the time-stamp counter, not cycles")
  }

  private func counter(_ event: CounterEvent, _ meaning: String) -> Survey.Item {
    let layer = PerfLayer()
    let result = layer.open(event, leader: nil)
    if result >= 0 {
      layer.close(result)
      return Survey.Item(event.name, .yes, detail: meaning)
    }
    let refusal = CounterRefusal(event.name, CounterRefusal.Reason(errno: -result, isMember: false))
    return Survey.Item(
      event.name, .no, detail: "\(meaning): \(refusal.words)",
      remedy: event.type == 0 || !refusal.isAbsent ? refusal.remedy(held: held) : nil)
  }
}
