import Analysis
import BPF
public import BPFObject
public import Charts

/// A function's control flow as a graph to be drawn.
public enum ControlFlowChart {
  /// The graph of a program's function, by its number: 0 is the program's own.
  public static func graph(of program: Program, function: Int, in object: ObjectFile) -> LayeredGraph {
    guard program.subprograms.indices.contains(function) else {
      return LayeredGraph(title: program.name, nodes: [], edges: [])
    }
    let structure = ProgramStructure(program)
    let listing = ShownInstruction.all(of: program, in: object, structure)
    let part = structure.functions[function]
    let nodes = part.graph.blocks.enumerated().map { index, block in
      let depth = part.loops.innermost[index].map { part.loops.loops[$0].depth } ?? 0
      let loop = depth == 0 ? "" : ", loop depth \(depth)"
      let reached = part.dominators.isReachable(index) ? "" : ", unreachable"
      return GraphNode(heading: "block \(index)\(loop)\(reached)", lines: lines(listing[block.instructions]))
    }
    let edges = part.graph.blocks.enumerated().flatMap { index, block in
      block.successors.map { edge in
        let style: GraphEdge.Style =
          switch edge.kind {
          case .next: .next
          case .taken: .taken
          case .jump: .jump
          }
        return GraphEdge(source: index, target: edge.target, style: style)
      }
    }
    let name = program.subprograms[function].name
    let title = function == 0 ? "program \(name)" : "function \(name) of program \(program.name)"
    return LayeredGraph(title: title, nodes: nodes, edges: edges)
  }

  private static func lines(_ block: ArraySlice<ShownInstruction>) -> [GraphNode.Line] {
    var lines: [GraphNode.Line] = []
    var source: String?
    for instruction in block {
      if let words = instruction.source?.words, words != source {
        lines.append(.source(words))
        source = words
      }
      lines.append(.instruction("\(instruction.number): \(instruction.text)"))
    }
    return lines
  }
}
