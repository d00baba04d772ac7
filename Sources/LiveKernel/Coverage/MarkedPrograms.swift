import BPF
import CKernel
import CLibbpf
import Glibc
import Jobs
import KernelFacts
import Rewriting
import VerifierLog

/// Loads the programs of an object so that what runs of them leaves marks. The original is loaded first: its verdict is the
/// verdict. What was found out about a program holds for its later loads.
final class MarkedPrograms {
  /// What is left out so that a program still loads, least first.
  private enum Thrift: CaseIterable {
    case nothing, savedRegisters, branches

    var words: String? {
      switch self {
      case .nothing: nil
      case .savedRegisters: "where no register is free there are no marks: the kernel refuses the program with more"
      case .branches:
        "only its blocks are marked, not the ways of its branches: the kernel refuses the program with more"
      }
    }
  }

  private struct Key: Hashable {
    var program: String
    var constants: [InitialValue]
  }

  private struct Study {
    var profile: ProgramMarks.Profile
    var frames: [Int]
    /// Nil when the program does not load with marks.
    var thrift: Thrift?
  }

  /// What came of loading a program with marks.
  private struct Attempt {
    var profile: ProgramMarks.Profile
    /// Nil when it does not load with any.
    var loaded: (descriptor: CInt, thrift: Thrift, map: MarkMap)?
  }

  private let buffer: LogBuffer
  private let kernel: KernelVersion?
  private var studies: [Key: Study] = [:]

  init(kernel: KernelVersion?) throws(Refusal) {
    do throws(KernelError) { buffer = try LogBuffer() } catch {
      throw Refusal(.environment, Reason(error.summary, errno: error.code))
    }
    self.kernel = kernel
  }

  /// Runs `body`, in which libbpf loads an object, and loads these programs in its stead.
  /// - Returns: what `body` returns, and the marks of those that were loaded.
  func standingIn(
    for programs: [ProgramHandle], constants: [InitialValue], during body: () -> Int32
  ) -> (code: Int32, marks: [ProgramMarks]) {
    for program in programs { program.setLog(buffer) }
    var marks: [ProgramMarks] = []
    let hook = unsafe LoadHook(buffer) { load in
      let name = unsafe String(cString: load.name)
      return unsafe self.load(load, Key(program: name, constants: constants), &marks)
    }
    return (hook.standingIn(during: body), marks)
  }

  /// Puts a load with marks in the place of one that the kernel took already, whatever else was put into the program.
  /// - Parameters:
  ///   - descriptor: the one that it took.
  ///   - code: the program as it is, and what was put into it.
  ///   - load: loads it rewritten, or as it is; with all that the verifier says where there is a buffer for that. A
  ///     descriptor, or a negative error number.
  /// - Returns: what is loaded now, and its marks.
  func standIn(
    for descriptor: CInt, of code: ProgramCode, _ edits: Edits, named program: String,
    load: (RewrittenProgram?, LogBuffer?) -> CInt
  ) -> (descriptor: CInt, marks: ProgramMarks) {
    let sites = CoverageSites(code)
    let plain = edits.isEmpty ? nil : try? Rewriter().apply(edits, to: code)
    let reached = walk { load(plain, $0) }.flatMap { sites.reached(by: $0, in: plain?.slots) }
    let attempt = loadMarked(code, sites, reached: reached, behind: edits) { load($0, nil) }
    guard let loaded = attempt.loaded else {
      return (descriptor, ProgramMarks(program: program, profile: attempt.profile, marks: nil))
    }
    close(descriptor)
    return (
      loaded.descriptor, ProgramMarks(program: program, profile: attempt.profile, marks: (code, sites, loaded.map))
    )
  }

  /// Loads a program with as many marks as the kernel takes.
  /// - Parameter load: loads what it is given: a descriptor, or a negative error number.
  private func loadMarked(
    _ code: ProgramCode, _ sites: CoverageSites, reached: [Bool]?, behind edits: Edits = Edits(),
    load: (RewrittenProgram) -> CInt
  ) -> Attempt {
    var problem = ""
    for thrift in Thrift.allCases {
      guard let map = Self.map(for: sites, &problem) else { break }
      do throws(RewriteError) {
        let rewritten = try marked(code, sites, map, thrift, behind: edits)
        let descriptor = load(rewritten)
        guard descriptor >= 0 else {
          problem = "the kernel refuses it with marks: \(ErrorNumber(-descriptor).text)"
          continue
        }
        let profile = ProgramMarks.Profile(
          reached: reached, unmarked: sites.unmarked(rewritten, branches: thrift != .branches),
          problem: thrift.words ?? Self.words(rewritten.skipped))
        return Attempt(profile: profile, loaded: (descriptor, thrift, map))
      } catch {
        problem = "\(error)"
      }
    }
    let profile = ProgramMarks.Profile(
      reached: reached, unmarked: Array(repeating: true, count: sites.count), problem: problem)
    return Attempt(profile: profile)
  }

  /// All walks of the verifier through what is loaded; nil when its log does not tell of all.
  private func walk(_ load: (LogBuffer) -> CInt) -> WalkProfile? {
    buffer.clear()
    let descriptor = load(buffer)
    defer { buffer.clear() }
    guard descriptor >= 0 else { return nil }
    close(descriptor)
    let digest = self.digest
    return digest.headMissing || digest.tailMissing ? nil : digest.walk
  }

  private func load(_ load: assay_program_load, _ key: Key, _ marks: inout [ProgramMarks]) -> CInt {
    if let study = studies[key] { return unsafe loadAgain(load, study, key.program, &marks) }
    var walk: WalkProfile?
    var frames: [Int] = []
    let original = unsafe judge(load, &walk, &frames)
    guard original >= 0 else { return original }
    let program = FileDescriptor(adopting: original)
    let code: ProgramCode
    do throws(RewriteError) { code = try unsafe load.code(verifierFrames: frames) } catch {
      marks.append(keep(Study(profile: .init(reached: nil, unmarked: [], problem: "\(error)"), frames: []), key, nil))
      return program.release()
    }
    let sites = CoverageSites(code)
    let attempt = loadMarked(code, sites, reached: walk.flatMap { sites.reached(by: $0) }) {
      unsafe load.loaded(as: $0)
    }
    let study = Study(profile: attempt.profile, frames: frames, thrift: attempt.loaded?.thrift)
    marks.append(keep(study, key, attempt.loaded.map { (code, sites, $0.map) }))
    guard let loaded = attempt.loaded else { return program.release() }
    return loaded.descriptor
  }

  private func loadAgain(
    _ load: assay_program_load, _ study: Study, _ program: String, _ marks: inout [ProgramMarks]
  ) -> CInt {
    if let thrift = study.thrift, let code = try? unsafe load.code(verifierFrames: study.frames) {
      let sites = CoverageSites(code)
      var problem = ""
      if let map = Self.map(for: sites, &problem), let rewritten = try? marked(code, sites, map, thrift) {
        let descriptor = unsafe load.loaded(as: rewritten)
        if descriptor >= 0 {
          marks.append(ProgramMarks(program: program, profile: study.profile, marks: (code, sites, map)))
          return descriptor
        }
      }
      var profile = study.profile
      profile.problem = "not all of its loads could be marked: what some cases ran is not known"
      marks.append(ProgramMarks(program: program, profile: profile, marks: nil))
    }
    return unsafe load.loadedWithoutLog { _, _ in }
  }

  private func keep(_ study: Study, _ key: Key, _ marks: ProgramMarks.Marks?) -> ProgramMarks {
    studies[key] = study
    return ProgramMarks(program: key.program, profile: study.profile, marks: marks)
  }

  private static func map(for sites: CoverageSites, _ problem: inout String) -> MarkMap? {
    do throws(KernelError) { return try MarkMap(count: sites.count) } catch {
      problem = error.summary
      return nil
    }
  }

  /// The program with marks put in.
  private func marked(
    _ code: ProgramCode, _ sites: CoverageSites, _ map: MarkMap, _ thrift: Thrift, behind edits: Edits = Edits()
  ) throws(RewriteError) -> RewrittenProgram {
    // gotol came with 6.6.
    let rewriter = Rewriter(
      hasLongJumps: kernel.map { $0 >= KernelVersion(6, 6) } ?? false, savesRegisters: thrift == .nothing)
    var edits = edits
    edits.add(sites.probes(descriptor: map.descriptor, branches: thrift != .branches))
    return try rewriter.apply(edits, to: code)
  }

  /// The load whose answer is the verdict, with the log of every walk.
  private func judge(_ load: assay_program_load, _ walk: inout WalkProfile?, _ frames: inout [Int]) -> CInt {
    buffer.clear()
    let descriptor = unsafe load.loadedWithoutLog { _, options in
      unsafe options.log_level = LogLevel.everything.union(.statistics).rawValue
      unsafe options.log_buf = buffer.start
      unsafe options.log_size = UInt32(buffer.capacity)
    }
    defer { buffer.clear() }
    // Before 6.4 a log that is too long is an error, whatever the kernel thinks of the program.
    if descriptor == -ENOSPC { return unsafe load.loadedWithoutLog { _, _ in } }
    guard descriptor >= 0 else { return descriptor }
    let digest = self.digest
    frames = digest.statistics?.stackDepths ?? []
    if !digest.headMissing, !digest.tailMissing { walk = digest.walk }
    return descriptor
  }

  /// What stands in the buffer.
  private var digest: LogDigest {
    var reducer = LogReducer(profilesWalk: true)
    unsafe reducer.consume(buffer.bytes.bindMemory(to: UInt8.self).span)
    return reducer.finish()
  }

  private static func words(_ skipped: [SkippedInsertion]) -> String? {
    skipped.isEmpty ? nil : "its stack is too full to save a register at \(skipped.count) of its places"
  }
}
