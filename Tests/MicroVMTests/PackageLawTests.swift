import BPFObject
import BTF
import Foundation
import Jobs
import KernelFacts
import SystemPackage
import TestSupport
import Testing
import Workers

@testable import MicroVM

/// What must hold of every program that is rewritten, over the objects of Debian's libbpf-tools. Most are of types that hosts
/// do not always take: a machine does.
@Suite(.serialized, .requires("vm:6.12")) struct PackageLawTests {
  private struct Package: Sendable {
    var name: String
    var bytes: [UInt8]
  }

  private static let tools = Repository.path(".build/tools/usr/sbin")

  /// All of them take minutes, emulated, and are loaded where `ASSAY_FUZZ_SECONDS` asks for long tests. Otherwise it is these,
  /// which have every type that the package has and load in seconds.
  private static let sample: Set<String> = [
    "bashreadline", "biolatency", "llcstat", "opensnoop", "vfsstat",
  ]

  /// The objects that are data of the package's executables, of which some are links to others.
  private static func packages() throws -> [Package] {
    let files = FileManager.default
    let takesAll = ProcessInfo.processInfo.environment["ASSAY_FUZZ_SECONDS"] != nil
    let tools = try files.contentsOfDirectory(atPath: tools.path).filter { name in
      let type = try files.attributesOfItem(atPath: Self.tools.appending(path: name).path)[.type]
      return type as? FileAttributeType == .typeRegular
    }
    var found: [Package] = []
    for name in tools.sorted() where takesAll || sample.contains(name) {
      let bytes = [UInt8](try Data(contentsOf: Self.tools.appending(path: name)))
      for range in EmbeddedObjects.ranges(in: ByteRegion(bytes)) {
        found.append(Package(name: name, bytes: Array(bytes[range])))
      }
    }
    #expect(found.count == (takesAll ? 52 : sample.count))
    return found
  }

  private func transport() throws -> MachineTransport {
    let store = KernelStore(below: Machines.directory)
    let image = try #require(store.image(named: "debian:6.12"))
    let worker = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    let emulator = try Emulator(worker: worker, store: store, environment: ProcessInfo.processInfo.environment)
    return MachineTransport(
      image: image, emulator: emulator, slots: MachineSlots(), limits: MachineLimits(), most: 1, participants: 1)
  }

  @Test func `every program that loads does so with each block and way marked`() async throws {
    let pool = WorkerPool(try transport())
    var types: Set<String> = []
    var loaded = 0
    var sites = 0
    for package in try Self.packages() {
      let file = try ObjectFile(bytes: package.bytes, name: package.name)
      var plan = TestPlan()
      plan.job.marksCoverage = true
      // Nothing is attached: the step before it cannot be done. What is to be attached is loaded all the same.
      let absent = TestStep.read(map: "no such map", limit: 1)
      for program in file.programs { plan.add(absent, .attach(program: program.name)) }
      let results = try await plan.results(of: package.bytes, in: pool)
      // A program that does not load as it is fails before the first step.
      let accepted = zip(file.programs, results).filter { $1.outcome.failure?.step == 0 }.map(\.0)
      let covered = results.flatMap { result in result.outcome.coverage.map { (result, $0) } }
      #expect(Set(covered.map(\.1.program)) == Set(accepted.map(\.name)), "\(package.name)")
      for (result, program) in covered {
        guard let profile = program.profile else { continue }
        #expect(profile.problem == nil, "\(package.name) \(program.program)")
        let unmarked = try #require(result.bytes(profile.unmarked))
        #expect(!unmarked.isEmpty && unmarked.allSatisfy { $0 == 0 }, "\(package.name) \(program.program)")
        sites += unmarked.count
      }
      loaded += accepted.count
      types.formUnion(accepted.compactMap { $0.match?.programType.name })
    }
    await pool.close()
    #expect(types.isSuperset(of: ["kprobe", "perf_event", "raw_tracepoint", "tracepoint", "tracing"]))
    #expect(loaded >= 20)
    #expect(sites >= 250)
  }
}
