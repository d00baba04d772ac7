import BPF
import BPFObject
import BTF
import Foundation
import Jobs
import Records
import Reports
import Rewriting

/// What a worker has said of a search by now.
struct ExploreLedger {
  /// A find and what is new of it.
  struct Find {
    var find: ExploreFind
    /// Ways and blocks that nothing took before, a line each.
    var news: [String]
  }

  private let input: ObjectInput
  private(set) var beginning: ExploreBeginning?
  private(set) var finds: [Find] = []
  private(set) var figures = ExploreFigures()
  private(set) var ending: ExploreNews.Ending?
  private(set) var kernel: KernelIdentity?
  /// What the cases take, and what is taken by now: a case of one name stands for all cases, one for all finds.
  private var before: [String: SiteTally] = [:]
  private var now: [String: SiteTally] = [:]

  init(_ input: ObjectInput) {
    self.input = input
  }

  /// Takes news.
  mutating func take(_ news: ExploreNews, _ bytes: [UInt8], from hello: Hello) {
    kernel = KernelIdentity(name: "host", answering: hello)
    switch news {
    case .begun(let beginning):
      self.beginning = beginning
      for covered in beginning.coverage {
        take(covered, bytes, hello, &before)
        take(covered, bytes, hello, &now)
      }
    case .figures(let figures):
      self.figures = figures
    case .ended(let ending, let figures):
      self.ending = ending
      self.figures = figures
    case .found(let find):
      let earlier = now
      for covered in find.coverage { take(covered, bytes, hello, &now) }
      finds.append(Find(find: find, news: added(since: earlier)))
    }
  }

  private func take(_ covered: CoveredProgram, _ bytes: [UInt8], _ hello: Hello, _ tallies: inout [String: SiteTally]) {
    if tallies[covered.program] == nil, let program = input.object.program(named: covered.program) {
      tallies[covered.program] = SiteTally(program)
    }
    tallies[covered.program]?.take(covered, of: 0, bytes, kernel: hello.kernelRelease)
  }

  // MARK: - What is new

  /// The ways that are taken now and were not.
  private func added(since earlier: [String: SiteTally]) -> [String] {
    now.sorted { $0.key < $1.key }.flatMap { name, tally in
      let known = earlier[name]
      func isNew(_ site: Int) -> Bool {
        !tally.passed[site].isEmpty && known.map { $0.passed[site].isEmpty } ?? true
      }
      let words = BranchWords(program: tally.program, code: tally.code, sites: tally.sites)
      return tally.sites.branches.indices.flatMap { branch in
        [false, true].compactMap { isTaken -> String? in
          guard isNew(tally.sites.site(ofBranch: branch, isTaken: isTaken)) else { return nil }
          return Self.words(ofBranch: branch, isTaken: isTaken, words)
        }
      }
    }
  }

  /// `xdp_firewall.bpf.c:32 hits == 0`, or the instruction where the condition is not simple.
  private static func words(ofBranch number: Int, isTaken: Bool, _ words: BranchWords) -> String {
    let branch = words.sites.branches[number]
    let line = words.program.line(atSlot: branch.slot)
    let place = line.map { "\(URL(fileURLWithPath: $0.file).lastPathComponent):\($0.line) " } ?? ""
    if let needs = words.condition(ofBranch: number) { return place + (isTaken ? needs.taken : needs.notTaken) }
    let text = line?.text.trimmingCharacters(in: .whitespaces) ?? ""
    let source = text.isEmpty ? "" : ", `\(text)`"
    return
      "\(place)\(isTaken ? "jumps" : "goes on") at instruction \(branch.slot) (\(words.text(ofBranch: number)))\(source)"
  }

  // MARK: - Sums

  /// Ways of branches that the cases take, and that are taken now.
  var counts: (before: CoverageCount, after: CoverageCount) {
    (Self.ways(object(before)), Self.ways(object(now)))
  }

  /// Ways that nothing takes, beginning where something comes by.
  var missed: [String] {
    object(now).files.flatMap { file in
      file.lines.flatMap { line in
        line.branches.filter { $0.ways.contains { $0.cases > 0 } }.flatMap { branch in
          branch.ways.filter { $0.state == .missed }.map { way in
            let place = "\(URL(fileURLWithPath: file.path).lastPathComponent):\(line.line) "
            return place
              + (way.needs
                ?? "\(way.isTaken ? "jumps" : "goes on") at instruction \(branch.instruction) (\(branch.text))")
          }
        }
      }
    }
  }

  /// What could not be marked, and why.
  var notes: [String] { now.sorted { $0.key < $1.key }.flatMap { $0.value.notes } }

  private func object(_ tallies: [String: SiteTally]) -> CoveredObject {
    let ordered = tallies.sorted { $0.key < $1.key }.map(\.value)
    return CoverageReader(tallies: ordered, names: ["all"]).object(at: input.path, variant: nil)
  }

  private static func ways(_ object: CoveredObject) -> CoverageCount {
    object.programs.map(\.branches).total
  }
}
