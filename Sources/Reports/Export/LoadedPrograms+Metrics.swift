public import Jobs

extension LoadedPrograms {
  /// The programs as metrics. While statistics are off, what they count is left out: a counter that stands still would say
  /// that programs do not run.
  public var metrics: MetricSet {
    var set = MetricSet()
    set.add(.build, [MetricLabel("version", BuildIdentity.version)], 1)
    set.add(.loadedPrograms, [], programs.count)
    set.add(.missingPrograms, [], missing.count)
    set.add(.statsEnabled, [], areStatisticsKept.map { $0 ? 1 : 0 })
    set.add(.statsSetting, [], isSettingOn.map { $0 ? 1 : 0 })
    set.add(.statsFloor, [], floor.map { $0.value / 1e9 })
    for program in programs {
      let labels = [
        MetricLabel("prog_id", "\(program.id)"), MetricLabel("program", program.name),
        MetricLabel("type", program.type),
      ]
      set.add(.program, labels + [MetricLabel("tag", program.tag)], 1)
      if areStatisticsKept != false {
        set.add(.programRunSeconds, labels, Double(program.nanoseconds) / 1e9)
        set.add(.programRuns, labels, program.runs)
      }
      set.add(.programMisses, labels, program.misses)
      set.add(.programVerified, labels, program.verifiedInstructions)
      set.add(.programCode, labels, program.jitedBytes)
      set.add(.programMemory, labels, program.memoryBytes)
      set.add(.programMaps, labels, program.mapBytes)
    }
    return set
  }
}

extension Metric {
  static let build = Metric("assay_build", .info, "The version of Assay that says this.")
  static let loadedPrograms = Metric("assay_loaded_programs", "Loaded BPF programs that are looked at.")
  static let missingPrograms = Metric("assay_missing_programs", "Programs that were named and cannot be looked at.")
  static let statsEnabled = Metric(
    "assay_stats_enabled", "Whether the kernel keeps run-time statistics of BPF programs, whoever turned them on.")
  static let statsSetting = Metric("assay_stats_setting_enabled", "Whether kernel.bpf_stats_enabled is set.")
  static let statsFloor = Metric(
    "assay_stats_floor_seconds", .gauge, in: .seconds, "What run-time statistics say of a run of an empty program here."
  )
  static let program = Metric("assay_program", .info, "A loaded BPF program.")
  static let programRunSeconds = Metric(
    "assay_program_run_seconds", .counter, in: .seconds,
    "Time of the program's runs while statistics were kept, with what taking the time takes (assay_stats_floor_seconds)."
  )
  static let programRuns = Metric(
    "assay_program_runs", .counter, "Runs of the program while statistics were kept.")
  static let programMisses = Metric(
    "assay_program_recursion_misses", .counter,
    "Runs that the kernel left out because one was under way on the same processor.")
  static let programVerified = Metric(
    "assay_program_verified_instructions", .gauge, in: .instructions, "Instructions that the verifier walked.")
  static let programCode = Metric("assay_program_jited_bytes", .gauge, in: .bytes, "Machine code of the program.")
  static let programMemory = Metric(
    "assay_program_memlock_bytes", .gauge, in: .bytes, "Kernel memory that the program's instructions are charged for.")
  static let programMaps = Metric(
    "assay_program_map_memory_bytes", .gauge, in: .bytes,
    "Kernel memory of the maps that the program uses; a map of several programs counts for each.")
}
