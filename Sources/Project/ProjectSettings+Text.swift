import Findings
import Placed

extension ProjectSettings {
  /// The settings as `assay.yml` would say them, what the file leaves out as it holds then: what `assay config --print` shows.
  public var text: String {
    let parts = [
      inputs, kernelList, variantList, lintRules, budgetList, coveragePart, benchPart, growthPart, expectations,
      "blocks: \(YAMLText.list(GatePart.allCases.filter { !warns.contains($0) }.map(\.rawValue)))\n",
      "baseline: \(YAMLText.scalar(baseline?.value ?? "assay.baseline"))\n", reportFiles,
      history.map { "history: \(YAMLText.scalar($0.value))\n" } ?? "",
    ]
    return parts.filter { !$0.isEmpty }.joined()
  }

  private var inputs: String {
    let lists = [
      (ProjectKey.build, build), (.sources, sources), (.objects, objects), (.cflags, cflags), (.tests, tests),
    ]
    return lists.filter { !$0.1.isEmpty }.map { "\($0.rawValue): \(YAMLText.list($1.map(\.value)))\n" }.joined()
      + (clang.map { "clang: \(YAMLText.scalar($0.value))\n" } ?? "")
      + "map-memory: \(Self.size(mapMemory?.value ?? 512 << 20))\n"
  }

  private var kernelList: String {
    guard !kernels.isEmpty else { return "kernels:\n  - host\n" }
    return "kernels:\n"
      + kernels.map { kernel in
        guard kernel.sha256 != nil || kernel.isOptional else { return "  - \(YAMLText.scalar(kernel.image.value))\n" }
        var fields = ["image: \(YAMLText.scalar(kernel.image.value))"]
        if let sha256 = kernel.sha256 { fields.append("sha256: \"\(sha256.value)\"") }
        if kernel.isOptional { fields.append("optional: true") }
        return "  - {\(fields.joined(separator: ", "))}\n"
      }.joined()
  }

  private var variantList: String {
    guard !variants.isEmpty else { return "" }
    return "variants:\n"
      + variants.map { variant in
        var fields: [String] = []
        if let inputs = variant.inputs { fields.append("inputs: \(YAMLText.list(inputs.map(\.value)))") }
        if !variant.cflags.isEmpty { fields.append("cflags: \(YAMLText.list(variant.cflags.map(\.value)))") }
        if let files = variant.flagFiles { fields.append("flag-files: \(YAMLText.scalar(files.pattern.value))") }
        if !variant.globals.isEmpty {
          let globals = variant.globals.map { "\(YAMLText.scalar($0.name.value)): \(YAMLText.scalar($0.value.value))" }
          fields.append("globals: {\(globals.joined(separator: ", "))}")
        }
        return "  \(YAMLText.scalar(variant.name.value)): {\(fields.joined(separator: ", "))}\n"
      }.joined()
  }

  private var lintRules: String {
    var out = "lint:\n  level: \(lint?.level?.rawValue ?? Severity.warning.rawValue)\n"
    if let baseline = lint?.baseline { out += "  baseline: \(YAMLText.scalar(baseline.value))\n" }
    let levels = lint?.severities ?? []
    if !levels.isEmpty {
      out += "  severity: {\(levels.map { "\(YAMLText.scalar($0.rule)): \($0.level)" }.joined(separator: ", "))}\n"
    }
    let allowances = lint?.allowances ?? []
    if !allowances.isEmpty {
      out +=
        "  allow:\n"
        + allowances.map { allowance in
          var fields = [
            "rule: \(YAMLText.list(allowance.rules))", "program: \(YAMLText.scalar(allowance.program ?? ""))",
          ]
          if let until = allowance.until { fields.append("until: \"\(until)\"") }
          fields.append("reason: \(YAMLText.scalar(allowance.reason))")
          return "    - {\(fields.joined(separator: ", "))}\n"
        }.joined()
    }
    return out
  }

  private var budgetList: String {
    guard let budgets, !budgets.entries.isEmpty else { return "" }
    return "budgets:\n"
      + budgets.entries.map { entry in
        let limits = entry.limits.map { limit in
          let value = Self.number(limit.value)
          return "\(limit.key.rawValue): \(value)\(limit.key == .worstCase ? " \(limit.unit.rawValue)" : "")"
        }
        return "  \(YAMLText.scalar(entry.program.value)): {\(limits.joined(separator: ", "))}\n"
      }.joined()
  }

  private var coveragePart: String { "coverage: \(coverage?.value ?? false)\n" }

  private var benchPart: String {
    var fields: [String] = []
    let kernels = bench?.kernels ?? []
    fields.append("exact: \(kernels.isEmpty ? "\(bench?.isExact ?? false)" : YAMLText.list(kernels.map(\.value)))")
    fields.append("native: \(bench?.isNative ?? false)")
    if let programs = bench?.programs, !programs.isEmpty {
      fields.append("programs: \(YAMLText.list(programs.map(\.value)))")
    }
    return "bench: {\(fields.joined(separator: ", "))}\n"
  }

  private var growthPart: String {
    let fields = GateMetric.allCases.map { metric in
      "\(metric.rawValue): \(growth.percent(of: metric).map { "\(Self.number($0)) %" } ?? "ignore")"
    }
    return "growth: {\(fields.joined(separator: ", "))}\n"
  }

  private var expectations: String {
    guard let expect, !expect.entries.isEmpty else { return "" }
    let programs = expect.entries.map(\.program.value).uniqued()
    return "expect:\n"
      + programs.map { program in
        let fields = expect.entries.filter { $0.program.value == program }.map { entry in
          "\(YAMLText.scalar(entry.kernel.value)): \(entry.refusal.rawValue)\(entry.id.map { " \($0)" } ?? "")"
        }
        return "  \(YAMLText.scalar(program)): {\(fields.joined(separator: ", "))}\n"
      }.joined()
  }

  private var reportFiles: String {
    guard !reports.isEmpty else { return "" }
    let fields = reports.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, place in
      "\(kind.rawValue): \(YAMLText.scalar(place.value))"
    }
    return "reports: {\(fields.joined(separator: ", "))}\n"
  }

  /// A number of bytes.
  private static func size(_ bytes: UInt64) -> String {
    bytes > 0 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20)MiB" : "\(bytes)"
  }

  /// A number without a fraction where it has none.
  private static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
