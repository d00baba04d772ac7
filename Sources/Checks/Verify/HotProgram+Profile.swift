import Analysis
import BPF
import BPFObject
import BTF
import Jobs
import VerifierLog

extension HotProgram {
  /// Branches that are reported.
  private static let mostBranches = 16

  /// A profile laid over the program that it is of.
  init(_ profile: WalkProfile, of program: Program) {
    var walks = [Int](repeating: 0, count: program.slots.slots.last.map { $0 + 1 } ?? 0)
    for run in profile.runs where run.first >= 0 && run.first <= run.last && run.first < walks.count {
      for slot in run.first...min(run.last, walks.count - 1) { walks[slot] = run.walks }
    }
    let structure = ProgramStructure(program)
    let layout = Layout(program: program, walks: walks, edges: profile.edges)
    let functions = zip(program.subprograms, structure.functions).map { layout.function($0, $1) }
      .filter { $0.walked > 0 }.sorted { ($1.walked, $0.instruction) < ($0.walked, $1.instruction) }
    self.init(
      walked: profile.walks, omitted: profile.walksOmitted, functions: functions,
      branches: Array(layout.branches().prefix(Self.mostBranches)))
  }

  /// Adds walks up over the program's places.
  private struct Layout {
    let program: Program
    let walks: [Int]
    let edges: [WalkProfile.Edge]

    func function(_ subprogram: Subprogram, _ structure: FunctionStructure) -> Part {
      var part = Part(
        kind: .function, name: subprogram.name, instruction: subprogram.slots.lowerBound,
        instructions: structure.graph.blocks.reduce(0) { $0 + $1.instructions.count })
      part.place = place(subprogram.slots.lowerBound)
      part.entered = walks(at: subprogram.slots.lowerBound)
      let blocks = Array(structure.graph.blocks.indices)
      fill(&part, blocks: blocks, within: nil, structure)
      return part
    }

    private func loop(_ index: Int, _ structure: FunctionStructure) -> Part {
      let loop = structure.loops.loops[index]
      let blocks = structure.loops.blocks(of: index)
      let header = structure.graph.blocks[loop.header].slots.lowerBound
      // The jump back stands on the line of the condition, where the body may begin on another.
      let latch = loop.latches.first.flatMap { slots(structure.graph.blocks[$0]).last }
      let begin = place(latch ?? header) ?? place(header)
      var part = Part(
        kind: .loop, name: begin?.text ?? "instruction \(header)", instruction: header,
        instructions: blocks.reduce(0) { $0 + structure.graph.blocks[$1].instructions.count })
      part.place = begin
      let inside = Set(blocks.flatMap { slots(structure.graph.blocks[$0]) })
      let rounds = edges.filter { $0.to == header && inside.contains($0.from) }.reduce(0) { $0 + $1.walks }
      part.rounds = rounds
      part.entered = max(0, walks(at: header) - rounds)
      fill(&part, blocks: blocks, within: index, structure)
      return part
    }

    /// Gives a part its lines and the loops directly in it.
    private func fill(_ part: inout Part, blocks: [Int], within: Int?, _ structure: FunctionStructure) {
      let forest = structure.loops
      var own: [Int] = []
      for block in blocks {
        let slots = slots(structure.graph.blocks[block])
        part.walked += slots.reduce(0) { $0 + walks(at: $1) }
        if forest.innermost[block] == within { own += slots }
      }
      part.lines = lines(own)
      part.parts = forest.loops.indices.filter { forest.loops[$0].parent == within }.map { loop($0, structure) }
        .filter { $0.walked > 0 }.sorted { ($1.walked, $0.instruction) < ($0.walked, $1.instruction) }
    }

    private func lines(_ slots: [Int]) -> [Line] {
      var counts: [Line: Int] = [:]
      for slot in slots where walks(at: slot) > 0 {
        counts[place(slot) ?? Line(file: nil, line: nil, text: "", walked: 0), default: 0] += walks(at: slot)
      }
      return counts.map { line, count in
        var line = line
        line.walked = count
        return line
      }.sorted { ($1.walked, $0.line ?? 0, $0.text) < ($0.walked, $1.line ?? 0, $1.text) }
    }

    /// Conditional jumps with paths behind them, those first that went on most often without being given up.
    func branches() -> [Branch] {
      let conditional = Set(
        zip(program.slots.slots, program.instructions).compactMap { slot, instruction -> Int? in
          switch instruction.kind {
          case .branch, .mayGoto: slot
          default: nil
          }
        })
      var found: [Int: Branch] = [:]
      for edge in edges where conditional.contains(edge.from) {
        let place = place(edge.from) ?? Line(file: nil, line: nil, text: "", walked: 0)
        found[edge.from, default: Branch(instruction: edge.from, place: place, walked: 0, pruned: 0)].walked +=
          edge.walks
        found[edge.from]?.pruned += edge.pruned
      }
      return found.values.filter { $0.walked > 1 }
        .sorted { ($1.walked - $1.pruned, $0.instruction) < ($0.walked - $0.pruned, $1.instruction) }
    }

    private func slots(_ block: BasicBlock) -> ArraySlice<Int> { program.slots.slots[block.instructions] }

    private func walks(at slot: Int) -> Int { walks.indices.contains(slot) ? walks[slot] : 0 }

    private func place(_ slot: Int) -> Line? {
      program.line(atSlot: slot).map { line in
        Line(
          file: line.file, line: line.line,
          text: line.text.split(whereSeparator: \.isWhitespace).joined(separator: " "), walked: 0)
      }
    }
  }
}
