import BPFObject
import Gate
import Jobs
import Measuring
import Project
import Reports

/// The figures of loads, out of what kernels said of programs and out of the objects.
struct LoadMeasurements {
  let project: GateProject
  let inputs: [GateInput]
  /// The SHA-256 of kernels' images, by their names.
  let images: [String: String]
  /// Rows of the base commit's objects, by the input that each was measured beside.
  let base: [VerifyRow]

  /// A machine of this many processors is what maps' memory is told for: it must not depend on the one at hand.
  private static let processors = 16
  private static let pageSize = 4096

  /// The figures of accepted programs, and of maps.
  func figures(_ report: VerifyReport) -> [MeasuredFigure] {
    let earlier = Dictionary(
      base.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
    return report.rows.flatMap { row in figures(row, earlier[Key(row)]) } + inputs.flatMap(maps)
  }

  private struct Key: Hashable {
    var program: ProgramKey
    var kernel: String?
    init(_ row: VerifyRow) {
      program = ProgramKey(row)
      kernel = row.kernel?.name
    }
  }

  private func figures(_ row: VerifyRow, _ earlier: VerifyRow?) -> [MeasuredFigure] {
    guard row.outcome.verdict == .accepted, let kernel = row.kernel else { return [] }
    let input = inputs.first { $0.build.file.path == row.input && $0.build.variant == row.variant }
    var key = FigureKey(object: "")
    key.compiler = input?.object.object.compiler
    key.kernel = kernel.release
    key.image = images[kernel.name]
    return GateMetric.allCases.compactMap { metric in
      guard let value = metric.value(row.outcome.figures) else { return nil }
      var key = key
      // What machine code is made of depends on the processor.
      if metric == .jited { key.processor = kernel.virtual?.rawValue ?? "host" }
      return MeasuredFigure(
        subject(row.input, row.variant, row.outcome.program.name, kernel.name, metric), value, key: key,
        base: earlier.flatMap { $0.outcome.verdict == .accepted ? metric.value($0.outcome.figures) : nil })
    }
  }

  private func maps(_ input: GateInput) -> [MeasuredFigure] {
    var key = FigureKey(object: "")
    key.compiler = input.object.object.compiler
    return input.object.object.programs.compactMap { program in
      guard let bytes = Self.mapMemory(of: program.name, in: input.object.object), bytes > 0 else { return nil }
      return MeasuredFigure(
        subject(input.build.file.path, input.build.variant, program.name, FigureSubject.anyKernel, .mapMemory), bytes,
        key: key,
        base: input.base.flatMap { Self.mapMemory(of: program.name, in: $0.object) })
    }
  }

  /// Bytes that the maps take that a program refers to; nil without that program, and where they are more than a number holds.
  private static func mapMemory(of name: String, in object: ObjectFile) -> Int? {
    guard let program = object.program(named: name) else { return nil }
    let maps = Set(
      program.references.compactMap { reference in
        switch reference.target {
        case .map(let map), .variable(let map, _): map
        case .function, .extern, .unresolved: nil
        }
      })
    return maps.sorted().reduce(MapMemory?.none) { sum, map in
      let memory = object.maps[map].memory(possibleCPUs: processors, pageSize: pageSize)
      return sum.map { $0 + memory } ?? memory
    }.flatMap { Int(exactly: $0.atCreation) } ?? (maps.isEmpty ? 0 : nil)
  }

  private func subject(
    _ input: String, _ variant: String?, _ program: String, _ kernel: String, _ metric: GateMetric
  ) -> FigureSubject {
    FigureSubject(input: project.relative(input), variant: variant, program: program, kernel: kernel, metric: metric)
  }
}

extension GateMetric {
  /// The figure of a load; nil where the kernel does not tell it, and for those that no load has.
  fileprivate func value(_ figures: Figures) -> Int? {
    switch self {
    case .verified: figures.verifiedInstructions
    case .states: figures.totalStates
    case .stack: figures.worstStack?.bytes
    case .jited: figures.jitedBytes
    case .maps: figures.usedMaps
    case .mapMemory, .instructions: nil
    }
  }
}
