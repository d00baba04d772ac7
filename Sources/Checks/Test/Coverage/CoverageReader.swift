import BPF
import BPFObject
import BTF
import Foundation
import Project
import Records
import Reports
import Rewriting

/// Puts what ran of an object's programs where its source is.
struct CoverageReader {
  let tallies: [SiteTally]
  /// The cases' names, by number.
  let names: [String]

  /// The largest file that is read, in bytes.
  private static let largestSource = 4 << 20

  /// What is gathered of a line.
  private struct Line {
    var text = ""
    var cases = CaseNumbers()
    var reached = 0
    var passed = 0
    var hasUnreached = false
    var branches: [CoveredBranch] = []
    /// What is gathered of it for each program by itself.
    var programs: [String: Part] = [:]
  }

  private struct Part {
    var cases = CaseNumbers()
    var reached = 0
    var passed = 0
  }

  private struct Place: Hashable {
    var file: String
    var line: Int
  }

  func object(at path: String, variant: String?) -> CoveredObject {
    var lines: [Place: Line] = [:]
    var functions: [String: [CoveredFunction]] = [:]
    var programs: [ProgramCoverage] = []
    for tally in tallies {
      gatherBlocks(of: tally, &lines)
      gatherBranches(of: tally, &lines)
      gatherFunctions(of: tally, &functions)
      programs.append(figures(of: tally, lines.values.compactMap { $0.programs[tally.program.name] }))
    }
    let files = Set(lines.keys.map(\.file)).sorted().map { file in
      let covered = lines.filter { $0.key.file == file }.sorted { $0.key.line < $1.key.line }
        .map { self.line($0.key.line, $0.value) }
      let shown = Self.shown(file)
      return CoveredFile(
        path: shown, functions: Self.merged(functions[file] ?? []), lines: covered,
        source: Self.source(shown, beside: path, covered))
    }
    return CoveredObject(path: path, variant: variant, programs: programs, files: files)
  }

  // MARK: - Gathering

  private func gatherBlocks(of tally: SiteTally, _ lines: inout [Place: Line]) {
    for (number, block) in tally.sites.blocks.enumerated() {
      let site = tally.sites.site(ofBlock: number)
      let isPassed = !tally.passed[site].isEmpty
      let isReached = tally.reached[site] && (isPassed || !tally.unmarked[site])
      var seen: Set<Place> = []
      for slot in block.slots {
        guard tally.code.slots.instruction(atSlot: slot) != nil, let record = tally.program.line(atSlot: slot),
          record.line > 0, !record.file.isEmpty
        else { continue }
        let place = Place(file: record.file, line: record.line)
        guard seen.insert(place).inserted else { continue }
        var line = lines[place] ?? Line(text: record.text)
        var part = line.programs[tally.program.name] ?? Part()
        line.reached += isReached ? 1 : 0
        line.hasUnreached = line.hasUnreached || !tally.reached[site]
        line.passed += isPassed ? 1 : 0
        line.cases.formUnion(tally.passed[site])
        part.reached += isReached ? 1 : 0
        part.passed += isPassed ? 1 : 0
        part.cases.formUnion(tally.passed[site])
        line.programs[tally.program.name] = part
        lines[place] = line
      }
    }
  }

  private func gatherBranches(of tally: SiteTally, _ lines: inout [Place: Line]) {
    let words = BranchWords(program: tally.program, code: tally.code, sites: tally.sites)
    for (number, branch) in tally.sites.branches.enumerated() {
      guard tally.reached[tally.sites.site(ofBlock: branch.block)],
        let record = tally.program.line(atSlot: branch.slot), record.line > 0
      else { continue }
      let condition = words.condition(ofBranch: number)
      let ways = [false, true].map { isTaken -> CoveredBranch.Way in
        let site = tally.sites.site(ofBranch: number, isTaken: isTaken)
        let count = tally.passed[site].count
        let state: CoverageState =
          count > 0 ? .covered : !tally.reached[site] || tally.unmarked[site] ? .unreached : .missed
        return CoveredBranch.Way(
          isTaken: isTaken, state: state, cases: count, needs: condition.map { isTaken ? $0.taken : $0.notTaken })
      }
      let place = Place(file: record.file, line: record.line)
      lines[place, default: Line(text: record.text)].branches.append(
        CoveredBranch(
          program: tally.program.name, instruction: branch.slot, text: words.text(ofBranch: number), ways: ways))
    }
  }

  private func gatherFunctions(of tally: SiteTally, _ functions: inout [String: [CoveredFunction]]) {
    for subprogram in tally.program.subprograms {
      guard let block = tally.sites.block(atSlot: subprogram.slots.lowerBound),
        let record = tally.program.line(atSlot: subprogram.slots.lowerBound), record.line > 0
      else { continue }
      let site = tally.sites.site(ofBlock: block)
      guard tally.reached[site] else { continue }
      functions[record.file, default: []].append(
        CoveredFunction(name: subprogram.name, line: record.line, cases: tally.passed[site].count))
    }
  }

  /// A function that several programs call is one.
  private static func merged(_ functions: [CoveredFunction]) -> [CoveredFunction] {
    var known: [String: CoveredFunction] = [:]
    for function in functions {
      var all = known[function.name] ?? function
      all.cases = max(all.cases, function.cases)
      known[function.name] = all
    }
    return known.values.sorted { ($0.line, $0.name) < ($1.line, $1.name) }
  }

  // MARK: - Summing up

  private func figures(of tally: SiteTally, _ lines: [Part]) -> ProgramCoverage {
    let sites = tally.sites
    func count(_ chosen: some Sequence<Int>) -> CoverageCount {
      let counted = chosen.filter { tally.reached[$0] && (!tally.unmarked[$0] || !tally.passed[$0].isEmpty) }
      return CoverageCount(covered: counted.count { !tally.passed[$0].isEmpty }, total: counted.count)
    }
    let blocks = 0..<sites.blocks.count
    let ways = sites.branches.indices.flatMap { branch in
      [false, true].map { sites.site(ofBranch: branch, isTaken: $0) }
    }
    return ProgramCoverage(
      name: tally.program.name, blocks: count(blocks), branches: count(ways),
      lines: CoverageCount(covered: lines.count { $0.passed > 0 }, total: lines.count { $0.reached > 0 }),
      unreachedBlocks: blocks.count { !tally.reached[$0] },
      unmarked: (0..<sites.count).count { tally.reached[$0] && tally.unmarked[$0] && tally.passed[$0].isEmpty },
      notes: tally.notes)
  }

  private func line(_ number: Int, _ line: Line) -> CoveredLine {
    let programs = line.programs.sorted { $0.key < $1.key }.map { name, part in
      CoveredLine.Part(
        program: name,
        state: Self.state(part.reached, part.passed, line.branches.filter { $0.program == name }),
        cases: part.cases.count)
    }
    return CoveredLine(
      line: number, text: line.text, state: Self.state(line.reached, line.passed, line.branches),
      hasUnreached: line.hasUnreached, cases: line.cases.all.map { names[$0] }, branches: line.branches,
      programs: programs)
  }

  /// What became of blocks that can be come to and were passed, and of their branches.
  private static func state(_ reached: Int, _ passed: Int, _ branches: [CoveredBranch]) -> CoverageState {
    if reached == 0 { return .unreached }
    if passed == 0 { return .missed }
    let isPartial = passed < reached || branches.contains { $0.ways.contains { $0.state == .missed } }
    return isPartial ? .partial : .covered
  }

  // MARK: - Source

  /// A compiler's path as people name it: from where they stand.
  private static func shown(_ path: String) -> String {
    let working = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(working) ? String(path.dropFirst(working.count)) : path
  }

  /// A file's lines, where they say what the object says that they say.
  private static func source(_ path: String, beside object: String, _ lines: [CoveredLine]) -> [String] {
    guard [".c", ".h", ".cc", ".cpp", ".rs"].contains(where: path.hasSuffix) else { return [] }
    for place in [path, LocalFile.join(LocalFile.parent(of: object), path)] {
      guard let bytes = try? LocalFile.read(place, limit: largestSource) else { continue }
      var source = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      if source.last?.isEmpty ?? false { source.removeLast() }
      let fits = lines.allSatisfy { line in
        let said = trimmed(line.text)
        return said.isEmpty || source.indices.contains(line.line - 1) && trimmed(source[line.line - 1]) == said
      }
      if fits { return source }
    }
    return []
  }

  private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}
