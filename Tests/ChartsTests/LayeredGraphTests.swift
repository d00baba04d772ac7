import Charts
import Testing

struct LayeredGraphTests {
  static let loop = LayeredGraph(
    title: "count <visits>",
    nodes: [
      GraphNode(
        heading: "block 0", lines: [.source("if (!v && \"x\")"), .instruction("0: (15) if r0 == 0x0 goto pc+1")]),
      GraphNode(heading: "block 1", lines: [.instruction("1: (05) goto pc-2")]),
      GraphNode(heading: "block 2", lines: [.instruction("2: (95) exit")]),
    ],
    edges: [
      GraphEdge(source: 0, target: 1, style: .next), GraphEdge(source: 0, target: 2, style: .taken),
      GraphEdge(source: 1, target: 0, style: .jump), GraphEdge(source: 1, target: 1, style: .taken),
      GraphEdge(source: 1, target: 9, style: .next),
    ])

  @Test func `The picture holds every box and every arrow whose ends exist`() {
    let svg = Self.loop.svg
    #expect(svg.hasPrefix("<svg xmlns="))
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(svg.components(of: "<rect class=\"box\"") == 3)
    #expect(svg.components(of: "marker-end=") == 4)
    #expect(svg.components(of: "edge jump back") == 1)
    #expect(!svg.contains("<script"))
    #expect(svg.contains("prefers-color-scheme: dark"))
  }

  @Test func `Boxes of a layer do not overlap, and each layer is below the one before`() throws {
    var nodes = [GraphNode(heading: "entry", lines: [])]
    var edges: [GraphEdge] = []
    for node in 1...40 {
      nodes.append(GraphNode(heading: "n\(node)", lines: [.instruction(String(repeating: "x", count: node))]))
      edges.append(GraphEdge(source: (node - 1) / 3, target: node, style: .next))
    }
    let boxes = LayeredGraph(title: "tree", nodes: nodes, edges: edges).svg.split(separator: "\n")
      .filter { $0.contains("class=\"box\"") }.map { line in
        line.split(separator: "\"").compactMap { Double($0) }.dropFirst()
      }
    #expect(boxes.count == 41)
    for (index, box) in boxes.enumerated() {
      let (x, y, width) = (box[1], box[2], box[3])
      for other in boxes[(index + 1)...] where other[2] == y {
        #expect(x + width <= other[1] || other[1] + other[3] <= x)
      }
    }
  }

  @Test func `Text from a program cannot break out of the picture`() {
    let hostile = "</text><script>alert(1)</script>\u{1b}[31m\u{0}\"&"
    let graph = LayeredGraph(
      title: hostile, nodes: [GraphNode(heading: hostile, lines: [.source(hostile), .instruction(hostile)])], edges: [])
    #expect(!graph.svg.contains("<script"))
    #expect(!graph.svg.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(graph.svg.contains("&lt;script&gt;alert(1)"))
    #expect(!graph.dot.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func `An arrow over very many layers is told in words`() {
    let nodes = (0...60).map { GraphNode(heading: "block \($0)", lines: []) }
    var edges = (0..<60).map { GraphEdge(source: $0, target: $0 + 1, style: .next) }
    edges.append(GraphEdge(source: 0, target: 60, style: .taken))
    #expect(LayeredGraph(title: "long", nodes: nodes, edges: edges).svg.contains("taken to block 60"))
  }

  @Test func `A graph without boxes is a picture too`() {
    #expect(LayeredGraph(title: "nothing", nodes: [], edges: []).svg.contains("nothing"))
    #expect(
      LayeredGraph(title: "nothing", nodes: [], edges: []).dot == """
        digraph "nothing" {
          label="nothing"; labelloc=t; fontname=monospace;
          node [shape=box, fontname=monospace, fontsize=10]; edge [fontname=monospace, fontsize=9];
        }

        """)
  }

  @Test func `The DOT form names boxes and arrows and escapes text`() {
    let dot = Self.loop.dot
    #expect(dot.contains("n0 [label=\"block 0\\lif (!v && \\\"x\\\")\\l0: (15) if r0 == 0x0 goto pc+1\\l\"];"))
    #expect(dot.contains("n0 -> n2 [label=\"taken\", style=bold];"))
    #expect(dot.contains("n1 -> n0 [style=dotted];"))
    #expect(!dot.contains("n9"))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
